import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import { findCertificate, putCertificate } from '../../../simulator/acm/state.ts';
import { createWorld } from '../../../simulator/core/world.ts';
import type { Credentials } from '../../../simulator/data-plane/authority.ts';
import {
  type CertificateRequest,
  type Certificates,
  coversHost,
  createCertificates,
} from '../../../simulator/data-plane/certificates.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
let certificates: Certificates;

beforeAll(async () => {
  certificates = await createCertificates();
});

/** What a client that trusts the public root makes of a server that shows these credentials. */
async function handshake(credentials: Credentials, servername: string): Promise<string> {
  const server = createServer(credentials).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const socket = connect({ host: '127.0.0.1', port, servername, ca: certificates.rootCertificate });
  const outcome = await once(socket, 'secureConnect').then(
    () => 'trusted',
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
  socket.destroy();
  server.close();
  return outcome;
}

function acmCertificate(fields: Partial<Parameters<typeof putCertificate>[3]>) {
  const world = createWorld();
  const arn = putCertificate(world, '111111111111', 'eu-west-1', { domainName: 'api.example.com', ...fields });
  return findCertificate(world, arn)!;
}

describe('certificates', () => {
  test.each<[string, Partial<CertificateRequest>, string]>([
    ['trusted by clients of the public root', {}, 'trusted'],
    ['expired on demand', { validity: 'expired' }, 'CERT_HAS_EXPIRED'],
    ['not yet valid on demand', { validity: 'not-yet-valid' }, 'CERT_NOT_YET_VALID'],
    ['self-signed on demand', { issuer: 'self' }, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['of an unknown authority on demand', { issuer: 'private' }, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
    ['for another name on demand', { names: ['other.example.com'] }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('are %s', async (_, request, outcome) => {
    const credentials = await certificates.issue({ names: ['api.example.com'], ...request });

    const seen = await handshake(credentials, 'api.example.com');

    expect(seen).toBe(outcome);
  });

  test('stand for one label below a wildcard and for nothing else', async () => {
    const { cert } = await certificates.issue({ names: ['example.com', '*.example.com'] });

    const covered = ['example.com', 'a.example.com', 'a.b.example.com'].map((name) => coversHost(cert, name));

    expect(covered).toEqual([true, true, false]);
  });

  test('of ACM carry its names and stay the same', async () => {
    const certificate = acmCertificate({ subjectAlternativeNames: ['www.example.com'] });

    const first = await certificates.ofAcm(certificate, now);
    const second = await certificates.ofAcm(certificate, now);

    expect(second).toBe(first);
    expect(await handshake(first, 'www.example.com')).toBe('trusted');
  });

  test.each([
    ['has expired in simulated time', { notAfter: new Date(now - 1) }, 'CERT_HAS_EXPIRED'],
    ['is not yet valid in simulated time', { issuedAt: new Date(now + 1000) }, 'CERT_NOT_YET_VALID'],
    ['comes from a private authority', { type: 'PRIVATE' as const }, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  ])('of ACM fail the handshake once one %s', async (_, fields, outcome) => {
    const credentials = await certificates.ofAcm(acmCertificate(fields), now);

    const seen = await handshake(credentials, 'api.example.com');

    expect(seen).toBe(outcome);
  });

  test('of ACM can be replaced by what an import could bring', async () => {
    const certificate = acmCertificate({ type: 'IMPORTED' });
    certificates.replace(certificate, { names: ['api.example.com'], issuer: 'self' });

    const seen = await handshake(await certificates.ofAcm(certificate, now), 'api.example.com');

    expect(seen).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });
});
