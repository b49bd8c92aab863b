import { ListParents$, type ListParentsRequest, type ListParentsResponse } from '@aws-sdk/client-organizations';
import type { Operation } from '../core/operation.ts';
import { readableOrganization, requireChildId } from './find-organization.ts';
import { notFound } from './refusals.ts';

/** There is one parent, so one page. */
export const listParents: Operation<ListParentsRequest, ListParentsResponse> = {
  schema: ListParents$,
  run(input, context) {
    const { accounts, units, rootId } = readableOrganization(context);
    const childId = requireChildId(input.ChildId);
    const child = accounts.get(childId) ?? units.get(childId);
    if (child === undefined) throw notFound('Child');
    return { Parents: [{ Id: child.parentId, Type: child.parentId === rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }] };
  },
};
