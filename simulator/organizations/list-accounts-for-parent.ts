import {
  ListAccountsForParent$,
  type ListAccountsForParentRequest,
  type ListAccountsForParentResponse,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../core/operation.ts';
import { readableOrganization, requireParent } from './find-organization.ts';
import { listPage } from './list-page.ts';
import { toAccount } from './to-account.ts';

/** The accounts directly below a root or a unit, not those of the units below it. */
export const listAccountsForParent: Operation<ListAccountsForParentRequest, ListAccountsForParentResponse> = {
  schema: ListAccountsForParent$,
  run(input, context) {
    const organization = readableOrganization(context);
    requireParent(organization, input.ParentId);
    const below = [...organization.accounts.values()].filter(({ parentId }) => parentId === input.ParentId);
    const { items, nextToken } = listPage(below, input, context);
    return { Accounts: items.map((one) => toAccount(one, organization, context.clock)), NextToken: nextToken };
  },
};
