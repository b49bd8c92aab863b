import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { violation } from './refusals.ts';
import { acmState, type Certificate } from './state.ts';

const ARN = /^arn:[\w+=/,.@-]+:acm:[\w+=/,.@-]*:[0-9]+:[\w+=,.@-]+(\/[\w+=,.@-]+)*$/;

/** The certificate that a request names; it must be the caller's own, in the Region that was called. */
export function askCertificate(arn: string | undefined, { world, account, region }: OperationContext): Certificate {
  if (arn === undefined) throw violation(arn, 'certificateArn', 'Member must not be null');
  if (arn.length < 20 || arn.length > 2048 || !ARN.test(arn)) {
    throw violation(arn, 'certificateArn', `Member must satisfy regular expression pattern: ${ARN.source}`);
  }
  const certificate = world.state(acmState, account, region).certificates.get(arn);
  if (certificate) return certificate;
  throw new ServiceError('ResourceNotFoundException', 400, `Could not find certificate ${arn} in account ${account}.`);
}
