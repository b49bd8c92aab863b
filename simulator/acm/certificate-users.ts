import type { OperationContext } from '../core/operation.ts';
import { certificateUse } from './certificate-use.ts';

/** ARNs of the resources that use a certificate. */
export function certificateUsers(arn: string, { world, account }: OperationContext): readonly string[] {
  return [...(world.state(certificateUse, account).get(arn) ?? [])];
}
