import type { GetCallerIdentityCommandInput } from '@aws-sdk/client-sts';
import { GetCallerIdentity$ } from '@aws-sdk/client-sts';
import type { Operation } from '../core/operation.ts';
import { type CallerIdentity, callerIdentity } from './caller-identity.ts';

export const getCallerIdentity: Operation<GetCallerIdentityCommandInput, CallerIdentity> = {
  schema: GetCallerIdentity$,
  run: (_input, context) => callerIdentity(context),
};
