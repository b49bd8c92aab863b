import { accessKeySessions } from '../core/access-key-sessions.ts';
import { callerUserArn } from '../core/caller.ts';
import type { OperationContext } from '../core/operation.ts';

export interface CallerIdentity {
  readonly UserId: string;
  readonly Account: string;
  readonly Arn: string;
}

/** The principal that signed the request: an assumed role's session, or the account's one user. */
export function callerIdentity({
  account,
  accessKeyId,
  world,
}: Pick<OperationContext, 'account' | 'accessKeyId' | 'world'>): CallerIdentity {
  const session = world.state(accessKeySessions, '*').get(accessKeyId);
  if (!session) {
    return { UserId: 'AIDASIMULATEDUSER0001', Account: account, Arn: callerUserArn(account) };
  }
  const roleName = session.roleArn.split('/').at(-1);
  return {
    UserId: `${session.roleId}:${session.sessionName}`,
    Account: account,
    Arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${session.sessionName}`,
  };
}
