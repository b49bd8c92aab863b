import type { OperationContext } from '../core/operation.ts';
import { invalidRequest, notFound } from './refusals.ts';
import { type StoredSecret, secretsOf } from './state.ts';

/** By name, by ARN, or by an ARN without the six characters that AWS put at its end. */
export function findSecret(id: string | undefined, context: OperationContext): StoredSecret {
  const secrets = secretsOf(context);
  const found = secrets.get(id ?? '') ?? [...secrets.values()].find(({ arn }) => arn === id || arn.slice(0, -7) === id);
  if (found === undefined) {
    throw notFound("Secrets Manager can't find the specified secret.");
  }
  return found;
}

/** A secret that was not marked for deletion: all that most operations accept. */
export function findLiveSecret(id: string | undefined, context: OperationContext): StoredSecret {
  const secret = findSecret(id, context);
  if (secret.deletedDate !== undefined) {
    throw invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
  }
  return secret;
}
