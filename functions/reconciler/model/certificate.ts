import { certificateNameCovers, type DomainName } from './names.ts';

/** An ACM certificate in us-east-1. */
export interface Certificate {
  readonly arn: string;
  /** Subject alternative names. */
  readonly names: readonly DomainName[];
  /** ACM's status; only `ISSUED` is usable. */
  readonly status: string;
  /** ISO 8601, or undefined before it is issued. */
  readonly notAfter: string | undefined;
  readonly keyAlgorithm: string;
  readonly type: string;
}

/** Key types that CloudFront serves: RSA up to 4096 bits, ECDSA P-256 and P-384. P-521 and ML-DSA are refused. */
const SERVED_KEYS = ['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1'];

/** Why CloudFront would refuse this certificate for `name` at `now` (ISO 8601), or undefined when it would serve it. */
export function unusableBecause(certificate: Certificate, name: DomainName, now: string): string | undefined {
  if (!certificate.names.some((candidate) => certificateNameCovers(candidate, name))) {
    return `covers ${certificate.names.join(', ')}, not ${name}`;
  }
  if (certificate.status !== 'ISSUED') return `is ${certificate.status}, not ISSUED`;
  if (certificate.notAfter !== undefined && certificate.notAfter <= now)
    return `expired on ${certificate.notAfter.slice(0, 10)}`;
  if (certificate.type === 'PRIVATE') return 'comes from a private CA, which CloudFront does not accept for a name';
  if (!SERVED_KEYS.includes(certificate.keyAlgorithm))
    return `has key type ${certificate.keyAlgorithm}, which CloudFront does not serve`;
  return undefined;
}
