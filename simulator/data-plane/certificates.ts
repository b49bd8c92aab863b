import { X509Certificate } from 'node:crypto';
import { type Certificate, certificateStatus } from '../acm/state.ts';
import { type Authority, type Credentials, createAuthority, issueSelfSigned, type Validity } from './authority.ts';

/** A server certificate that no ACM certificate asks for in this form. */
export interface CertificateRequest {
  /** The first is the common name; all are subject alternative names. */
  readonly names: readonly string[];
  /** @default valid */
  readonly validity?: Validity;
  /** `private` is an authority that no client knows. @default public */
  readonly issuer?: 'public' | 'private' | 'self';
}

/**
 * The certificates of the data plane. Clients trust one public root; an intermediate authority signs. TLS stacks look at the wall clock and the simulator
 * has its own time, so what a certificate shows follows from its state in simulated time, at the moment of the handshake: one that is valid there is valid
 * from a year before to ten years after the wall clock, an expired one ended yesterday, one that is not yet valid begins tomorrow.
 */
export interface Certificates {
  /** PEM of the public root, for clients to trust. */
  readonly rootCertificate: string;
  /** PEM of the authority whose client certificates every truststore on S3 is taken to hold. */
  readonly clientRootCertificate: string;
  /** What a server that uses this ACM certificate shows now: certificates of type PRIVATE come from the private authority. */
  ofAcm(certificate: Certificate, now: number): Promise<Credentials>;
  issue(request: CertificateRequest): Promise<Credentials>;
  /** From now on this ACM certificate shows what is asked for here, whatever ACM says: how an imported certificate can be anything. */
  replace(certificate: Certificate, request: CertificateRequest): void;
  issueClient(commonName: string): Promise<Credentials>;
}

export async function createCertificates(wallClock: () => number = Date.now): Promise<Certificates> {
  const authorities = {
    public: await createAuthority('Simulated Public Trust Services', wallClock),
    private: await createAuthority('Simulated Private Authority', wallClock),
  };
  const clients = await createAuthority('Simulated Client Authority', wallClock);
  const issued = new Map<string, Promise<Credentials>>();
  const replaced = new WeakMap<Certificate, CertificateRequest>();

  const issue = (request: CertificateRequest) => {
    const key = JSON.stringify([request.names, request.validity, request.issuer]);
    const credentials = issued.get(key) ?? issueAnew(request, authorities, wallClock);
    issued.set(key, credentials);
    return credentials;
  };

  return {
    rootCertificate: authorities.public.rootCertificate,
    clientRootCertificate: clients.rootCertificate,
    ofAcm: (certificate, now) => issue(replaced.get(certificate) ?? toRequest(certificate, now)),
    issue,
    replace: (certificate, request) => void replaced.set(certificate, request),
    issueClient: (commonName) => clients.issue({ names: [commonName], validity: 'valid', usage: 'client' }),
  };
}

/** Whether a certificate (the first of a chain, in PEM) stands for this host name. */
export function coversHost(pem: string, host: string): boolean {
  return new X509Certificate(pem).checkHost(host) !== undefined;
}

function issueAnew(
  { names, validity = 'valid', issuer = 'public' }: CertificateRequest,
  authorities: Readonly<Record<'public' | 'private', Authority>>,
  wallClock: () => number,
): Promise<Credentials> {
  const request = { names, validity, usage: 'server' } as const;
  return issuer === 'self' ? issueSelfSigned(request, wallClock) : authorities[issuer].issue(request);
}

function toRequest(certificate: Certificate, now: number): CertificateRequest {
  const { domainName, subjectAlternativeNames, type } = certificate;
  return {
    names: [...new Set([domainName, ...subjectAlternativeNames])],
    validity: validityOf(certificate, now),
    issuer: type === 'PRIVATE' ? 'private' : 'public',
  };
}

function validityOf(certificate: Certificate, now: number): Validity {
  if (certificateStatus(certificate, now) === 'EXPIRED') return 'expired';
  return certificate.notBefore !== undefined && now < certificate.notBefore.getTime() ? 'not-yet-valid' : 'valid';
}
