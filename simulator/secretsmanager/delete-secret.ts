import { DeleteSecret$, type DeleteSecretRequest, type DeleteSecretResponse } from '@aws-sdk/client-secrets-manager';
import type { Operation, OperationContext } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { findLiveSecret } from './find-secret.ts';
import { invalidParameter } from './refusals.ts';
import { type StoredSecret, secretsOf } from './state.ts';

const DEFAULT_RECOVERY_DAYS = 30;
const SECONDS_PER_DAY = 86_400;

export const deleteSecret: Operation<DeleteSecretRequest, DeleteSecretResponse> = {
  schema: DeleteSecret$,
  run(input, context) {
    const secret = findLiveSecret(input.SecretId, context);
    const days = recoveryDays(input);

    const seconds = days * SECONDS_PER_DAY;
    secret.deletedDate = new Date(context.clock.now() + seconds * 1000);
    if (days === 0) remove(secret, context);
    else context.clock.after(seconds, () => remove(secret, context));
    return { ARN: secret.arn, Name: secret.name, DeletionDate: secret.deletedDate };
  },
};

/** None when the deletion is forced. */
function recoveryDays({
  ForceDeleteWithoutRecovery: isForced,
  RecoveryWindowInDays: days,
}: DeleteSecretRequest): number {
  if (isForced && days !== undefined) {
    throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  }
  if (days !== undefined && (days < 7 || days > 30)) {
    throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
  }
  return isForced ? 0 : (days ?? DEFAULT_RECOVERY_DAYS);
}

function remove({ arn, name }: StoredSecret, context: OperationContext): void {
  secretsOf(context).delete(name);
  context.world.state(resourceTags, context.account).delete(arn);
}
