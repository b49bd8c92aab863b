import type { Socket } from 'node:net';
import { createServer, type SecureVersion, type Server, type TLSSocket } from 'node:tls';
import type { Credentials } from './authority.ts';
import { peekServerName } from './client-hello.ts';

/** How a server speaks TLS under one name. */
export interface TlsProfile {
  readonly credentials: Credentials;
  readonly minVersion: SecureVersion;
  /** PEM: asks the client for a certificate of this authority. It is let in without one, too: `authorized` of the socket tells. */
  readonly clientRoot?: string;
  /** Protocols by preference, for ALPN. */
  readonly protocols?: readonly string[];
}

/**
 * The TLS side of a server whose names differ in more than their certificate. Node chooses the certificate by server name, but neither the lowest
 * version nor whether a client certificate is asked for; so the name is read ahead of the handshake, and each profile has a server of its own.
 */
export function createTlsFront(
  profileOf: (serverName: string | undefined) => Promise<TlsProfile>,
  accept: (socket: TLSSocket) => void,
): (socket: Socket) => Promise<void> {
  const servers = new Map<string, Server>();

  const serverFor = (profile: TlsProfile) => {
    const key = JSON.stringify(profile);
    const server = servers.get(key) ?? createProfileServer(profile, accept);
    servers.set(key, server);
    return server;
  };

  return async (socket) => {
    const profile = await profileOf(await peekServerName(socket));
    if (!socket.destroyed) serverFor(profile).emit('connection', socket);
  };
}

/** It listens nowhere: it is handed its connections. */
function createProfileServer(profile: TlsProfile, accept: (socket: TLSSocket) => void): Server {
  const { credentials, minVersion, clientRoot, protocols } = profile;
  const server = createServer({
    ...credentials,
    minVersion,
    ...(protocols !== undefined && { ALPNProtocols: [...protocols] }),
    ...(clientRoot !== undefined && { ca: clientRoot, requestCert: true, rejectUnauthorized: false }),
    // OpenSSL speaks TLS 1.0 and 1.1 at security level 0 only.
    ...(minVersion < 'TLSv1.2' && { ciphers: 'DEFAULT:@SECLEVEL=0' }),
  });
  return server.on('secureConnection', (socket) => {
    socket.on('error', () => undefined);
    accept(socket);
  });
}
