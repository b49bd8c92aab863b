import { type Certificate, certificateStatus, findCertificate } from '../acm/state.ts';
import type { OperationContext } from '../core/operation.ts';

const US_EAST_1 = /^arn:aws:acm:us-east-1:(\d{12}):certificate\/[\w-]+$/;
const KEY_ALGORITHMS: readonly unknown[] = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
];

/** The certificate, if CloudFront can serve it: the account's own, in us-east-1, in force, publicly trusted, of a known key. */
export function findUsableCertificate(arn: string | undefined, context: OperationContext): Certificate | undefined {
  if (arn === undefined || US_EAST_1.exec(arn)?.[1] !== context.account) return undefined;
  const certificate = findCertificate(context.world, arn);
  return certificate !== undefined && isUsable(certificate, context.clock.now()) ? certificate : undefined;
}

function isUsable(certificate: Certificate, now: number): boolean {
  return (
    certificateStatus(certificate, now) === 'ISSUED' &&
    certificate.type !== 'PRIVATE' &&
    KEY_ALGORITHMS.includes(certificate.keyAlgorithm)
  );
}
