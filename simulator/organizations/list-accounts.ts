import { ListAccounts$, type ListAccountsRequest, type ListAccountsResponse } from '@aws-sdk/client-organizations';
import type { Operation } from '../core/operation.ts';
import { readableOrganization } from './find-organization.ts';
import { listPage } from './list-page.ts';
import { toAccount } from './to-account.ts';

export const listAccounts: Operation<ListAccountsRequest, ListAccountsResponse> = {
  schema: ListAccounts$,
  run(input, context) {
    const organization = readableOrganization(context);
    const { items, nextToken } = listPage(organization.accounts.values(), input, context);
    return { Accounts: items.map((one) => toAccount(one, organization, context.clock)), NextToken: nextToken };
  },
};
