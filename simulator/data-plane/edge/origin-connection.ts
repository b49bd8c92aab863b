import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import tls, { type SecureVersion } from 'node:tls';
import type { Origin } from '@aws-sdk/client-cloudfront';
import type { EdgeGround } from './edge-ground.ts';
import { sentences } from './error-page.ts';
import type { OriginRequest } from './forward-request.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** The origin gave no answer: the status and the sentence that the viewer gets instead. */
export class OriginFailure extends Error {
  override readonly name = 'OriginFailure';
  readonly status: 502 | 504;

  constructor(status: 502 | 504, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

/** A connection to an origin, by the protocol that its policy wants; throws `OriginFailure`. */
export async function connectToOrigin(
  origin: Origin,
  request: OriginRequest,
  viewerProtocol: ViewerRequest['protocol'],
  ground: EdgeGround,
): Promise<Duplex> {
  const protocol = originProtocol(origin, viewerProtocol);
  const { HTTPPort = 80, HTTPSPort = 443 } = origin.CustomOriginConfig ?? {};
  const address = resolveOrigin(origin, ground);
  const socket = await connect(address, protocol === 'https' ? HTTPSPort : HTTPPort, ground);
  return protocol === 'https' ? encrypt(socket, origin, request.host, ground) : socket;
}

/** An S3 bucket is asked by the viewer's protocol. */
function originProtocol(origin: Origin, viewerProtocol: ViewerRequest['protocol']): ViewerRequest['protocol'] {
  const policy = origin.CustomOriginConfig?.OriginProtocolPolicy ?? 'match-viewer';
  if (policy === 'match-viewer') return viewerProtocol;
  return policy === 'https-only' ? 'https' : 'http';
}

function resolveOrigin({ DomainName = '', CustomOriginConfig }: Origin, { resolver }: EdgeGround): string {
  const types = { ipv4: ['A'], ipv6: ['AAAA'], dualstack: ['A', 'AAAA'] } as const;
  const found = types[CustomOriginConfig?.IpAddressType ?? 'ipv4'].flatMap(
    (type) => resolver.resolve(DomainName, type).values,
  );
  if (found[0] === undefined) throw new OriginFailure(502, sentences.notResolved);
  return found[0];
}

/** A closed port is an answer; an address where nobody is leaves CloudFront waiting. */
async function connect(address: string, port: number, { network }: EdgeGround) {
  try {
    return await network.connect(address, port);
  } catch (error) {
    const isRefused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    throw isRefused ? new OriginFailure(502, sentences.notConnected) : new OriginFailure(504, sentences.failed);
  }
}

/** The server name is the Host header; the certificate has to stand for it or for the origin's domain name, and the public root for the certificate. */
async function encrypt(socket: Duplex, origin: Origin, host: string, { certificates }: EdgeGround): Promise<Duplex> {
  const secure = tls.connect({
    socket,
    servername: host,
    ca: certificates.rootCertificate,
    ...originVersions(origin),
    checkServerIdentity: (_, { raw }) => identityProblem(raw, [origin.DomainName ?? '', host]),
  });
  try {
    await once(secure, 'secureConnect');
  } catch {
    socket.destroy();
    throw new OriginFailure(502, sentences.notConnected);
  }
  return secure.on('error', () => undefined);
}

function identityProblem(certificate: Buffer, names: readonly string[]): Error | undefined {
  const parsed = new X509Certificate(certificate);
  return names.some((name) => parsed.checkHost(name) !== undefined)
    ? undefined
    : new Error('certificate of another name');
}

const VERSIONS: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2'];

/** TLS 1.2 brings TLS 1.3 with it: the setting has no word of its own for that. */
function originVersions({ CustomOriginConfig }: Origin): {
  minVersion: SecureVersion;
  maxVersion: SecureVersion;
  ciphers: string;
} {
  const protocols: readonly string[] = CustomOriginConfig?.OriginSslProtocols?.Items ?? ['TLSv1.2'];
  const chosen = VERSIONS.filter((version) => protocols.includes(version));
  const minVersion = chosen[0] ?? 'TLSv1';
  const highest = chosen.at(-1) ?? 'TLSv1';
  return {
    minVersion,
    maxVersion: highest === 'TLSv1.2' ? 'TLSv1.3' : highest,
    ciphers: minVersion === 'TLSv1.2' ? 'DEFAULT' : 'DEFAULT:@SECLEVEL=0',
  };
}
