import { accessKeySessions } from '../core/access-key-sessions.ts';
import type { AnsweredCall } from '../core/answered-call.ts';
import { callerUserArn } from '../core/caller.ts';
import { callerIdentity } from '../sts/caller-identity.ts';

interface Identity {
  readonly principalId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
}

/** Who called: the account's user, or an assumed role with the name of its session. */
export type UserIdentity =
  | (Identity & { readonly type: 'IAMUser'; readonly userName: string })
  | (Identity & {
      readonly type: 'AssumedRole';
      readonly sessionContext: {
        readonly sessionIssuer: {
          readonly type: 'Role';
          readonly principalId: string;
          readonly arn: string;
          readonly accountId: string;
          readonly userName: string;
        };
        readonly attributes: { readonly creationDate: string; readonly mfaAuthenticated: 'false' };
      };
    });

export function userIdentityOf({ caller, world, clock }: AnsweredCall): UserIdentity {
  const { account, accessKeyId } = caller;
  const { UserId: principalId, Arn: arn } = callerIdentity({ account, accessKeyId, world });
  const identity = { principalId, arn, accountId: account, accessKeyId };
  const session = world.state(accessKeySessions, '*').get(accessKeyId);
  if (session === undefined) {
    return { type: 'IAMUser', ...identity, userName: callerUserArn(account).split('/').at(-1) ?? '' };
  }
  const { roleArn, roleId, openedAt = clock.now() } = session;
  const userName = roleArn.split('/').at(-1) ?? '';
  return {
    type: 'AssumedRole',
    ...identity,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: roleId, arn: roleArn, accountId: account, userName },
      attributes: {
        creationDate: new Date(openedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
        mfaAuthenticated: 'false',
      },
    },
  };
}
