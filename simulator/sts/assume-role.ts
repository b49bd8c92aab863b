import type { AssumeRoleCommandInput, AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import { AssumeRole$ } from '@aws-sdk/client-sts';
import { accessKeySessions } from '../core/access-key-sessions.ts';
import type { Operation, OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { type AssumeRoleRequest, checkAssumeRole } from './assume-role-rules.ts';
import { callerIdentity } from './caller-identity.ts';
import { accountOfArn, type Role, roles } from './state.ts';

type Output = Omit<AssumeRoleCommandOutput, '$metadata'>;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Alone, a chained session lasts at most an hour. */
const maxChainedSeconds = 3600;

export const assumeRole: Operation<AssumeRoleCommandInput, Output> = {
  schema: AssumeRole$,
  run(input, context) {
    const request = checkAssumeRole(input);
    const role = trustingRole(request, context);
    checkChaining(request, context);
    return openSession(role, request, context);
  },
};

function trustingRole(request: AssumeRoleRequest, context: OperationContext): Role {
  const role = context.world.state(roles, accountOfArn(request.roleArn)).get(request.roleArn);
  const isTrusted = role?.trustedAccounts?.includes(context.account) ?? true;
  const hasExternalId = role?.externalId === undefined || role.externalId === request.externalId;
  if (role && isTrusted && hasExternalId) return role;
  throw new ServiceError(
    'AccessDenied',
    403,
    `User: ${callerIdentity(context).Arn} is not authorized to perform: sts:AssumeRole on resource: ${request.roleArn}`,
  );
}

function checkChaining({ durationSeconds }: AssumeRoleRequest, { world, accessKeyId }: OperationContext): void {
  const isChained = world.state(accessKeySessions, '*').has(accessKeyId);
  if (isChained && durationSeconds > maxChainedSeconds) {
    throw new ServiceError(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
}

function openSession(role: Role, request: AssumeRoleRequest, { world, clock, ids }: OperationContext): Output {
  const accessKeyId = `ASIA${ids.text(16, BASE32)}`;
  const account = accountOfArn(role.arn);
  const openedAt = clock.now();
  const expiresAt = openedAt + request.durationSeconds * 1000;
  const { sessionName } = request;
  world
    .state(accessKeySessions, '*')
    .set(accessKeyId, { account, roleArn: role.arn, sessionName, roleId: role.id, openedAt, expiresAt });
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: ids.text(40, BASE64),
      SessionToken: ids.text(200, BASE64),
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${sessionName}`,
      Arn: `arn:aws:sts::${account}:assumed-role/${role.arn.split('/').at(-1)}/${sessionName}`,
    },
    PackedPolicySize: 0,
  };
}
