import {
  DescribeAccount$,
  type DescribeAccountRequest,
  type DescribeAccountResponse,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../core/operation.ts';
import { readableOrganization, requireAccountId } from './find-organization.ts';
import { notFound } from './refusals.ts';
import { toAccount } from './to-account.ts';

export const describeAccount: Operation<DescribeAccountRequest, DescribeAccountResponse> = {
  schema: DescribeAccount$,
  run({ AccountId }, context) {
    const organization = readableOrganization(context);
    const account = organization.accounts.get(requireAccountId(AccountId));
    if (account === undefined) throw notFound('Account');
    return { Account: toAccount(account, organization, context.clock) };
  },
};
