import type { HostedZone, RecordSet } from './alias-records.ts';
import { certificateNameCovers, type DomainName, domainNameFromAws } from './names.ts';

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

/** A certificate that this tool requested for one edge, as its tags say, with what only its description tells. */
export interface RequestedCertificate {
  readonly arn: string;
  readonly status: string;
  /** Why ACM gave up, in its own word: `CAA_ERROR`, … */
  readonly failureReason: string | undefined;
  /** As tagged. */
  readonly owner: string;
  /** ARNs of what serves it. */
  readonly inUseBy: readonly string[];
  /** undefined until ACM has named the record, a few seconds after the request. */
  readonly validation: ValidationRecord | undefined;
}

/**
 * The CNAME by which ACM sees that the name is this account's, at the request and at every renewal. ACM names the same record for every certificate
 * of the account that has the name, in every Region: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export interface ValidationRecord {
  readonly record: RecordSet;
  /** Where it was written, else where the edge's records are; undefined: no such zone is in the account. */
  readonly zone: HostedZone | undefined;
  /** What stands at its name. */
  readonly standing: readonly RecordSet[];
  readonly writtenBy: 'this-tool' | 'somebody';
  /** ARNs of other certificates that renew by the same record. */
  readonly sharedWith: readonly string[];
}

/** Whether a record says what `wanted` says; how long it is remembered makes no difference. */
export function isSameRecord(record: RecordSet, wanted: RecordSet): boolean {
  return record.type === wanted.type && record.setIdentifier === undefined && hostsOf(record) === hostsOf(wanted);
}

function hostsOf({ target }: RecordSet): string {
  return target.kind === 'values' ? target.values.map(domainNameFromAws).join(' ') : '';
}
