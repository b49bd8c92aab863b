import http from 'node:http';
import type { Duplex } from 'node:stream';
import type { TlsProfile } from '../tls-front.ts';
import { createTlsFront } from '../tls-front.ts';
import { chooseCertificate, credentialsOf } from './choose-certificate.ts';
import type { EdgeGround } from './edge-ground.ts';
import type { EdgeLocation } from './edge-locations.ts';
import { minVersionOf } from './security-policy.ts';

export interface ViewerListeners {
  readonly onRequest: (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => void;
  readonly onWebSocket: (incoming: http.IncomingMessage, socket: Duplex) => void;
}

const SERVER_OPTIONS = {
  // Larger than what CloudFront accepts, so that it is CloudFront's own limit that answers.
  maxHeaderSize: 65_536,
  // Idle connections end with the network: real time has no say here, and CloudFront does not announce a timeout.
  keepAliveTimeout: 0,
  requireHostHeader: false,
  shouldUpgradeCallback: (incoming: http.IncomingMessage) => incoming.headers.upgrade?.toLowerCase() === 'websocket',
};

/** Opens ports 80 and 443 of a location, on all of its addresses. */
export async function listenForViewers(
  location: EdgeLocation,
  ground: EdgeGround,
  { onRequest, onWebSocket }: ViewerListeners,
): Promise<void> {
  const server = http.createServer(SERVER_OPTIONS, onRequest).on('upgrade', onWebSocket);
  const accept = (socket: Duplex) => void server.emit('connection', socket);
  const acceptTls = createTlsFront((serverName) => tlsProfileOf(serverName, location, ground), accept);
  for (const address of [location.ipv4, location.ipv6]) {
    await ground.network.listen(address, 80, accept);
    await ground.network.listen(address, 443, acceptTls);
  }
}

async function tlsProfileOf(
  serverName: string | undefined,
  location: EdgeLocation,
  ground: EdgeGround,
): Promise<TlsProfile> {
  const certificate = chooseCertificate(serverName, location, ground.simulator);
  return {
    credentials: await credentialsOf(certificate, ground),
    minVersion: minVersionOf(certificate.minimumProtocolVersion),
    protocols: ['http/1.1'],
  };
}
