import { secretsOf } from '../secretsmanager/state.ts';
import type { AskedRequest, ConditionKeys, Permission } from './permission.ts';

/** The members of Secrets Manager's inputs that say what a request touches. */
interface SecretsManagerInput {
  readonly SecretId?: string;
  readonly Name?: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
}

export function secretsManagerPermissions(asked: AskedRequest<SecretsManagerInput>): readonly Permission[] {
  const action = `secretsmanager:${asked.operation}`;
  return [{ action, resource: secretArn(asked), context: versionKeys(asked.input) }];
}

/** Of a secret that does not exist (yet), AWS asks with six question marks in place of the characters that it would add. */
function secretArn({ input, context }: AskedRequest<SecretsManagerInput>): string {
  const id = input.SecretId ?? input.Name ?? '';
  const secrets = [...secretsOf(context).values()];
  const known = secrets.find(({ name, arn }) => name === id || arn === id || arn.slice(0, -7) === id);
  if (known !== undefined) return known.arn;
  return id.startsWith('arn:') ? id : `arn:aws:secretsmanager:${context.region}:${context.account}:secret:${id}-??????`;
}

function versionKeys({ VersionId, VersionStage }: SecretsManagerInput): ConditionKeys {
  return {
    ...(VersionId && { 'secretsmanager:VersionId': VersionId }),
    ...(VersionStage && { 'secretsmanager:VersionStage': VersionStage }),
  };
}
