import { ListRoots$, type ListRootsRequest, type ListRootsResponse } from '@aws-sdk/client-organizations';
import type { Operation } from '../core/operation.ts';
import { readableOrganization } from './find-organization.ts';

/** There is one root, so one page. */
export const listRoots: Operation<ListRootsRequest, ListRootsResponse> = {
  schema: ListRoots$,
  run(_input, context) {
    const { rootId, managementAccount, id } = readableOrganization(context);
    const Arn = `arn:aws:organizations::${managementAccount}:root/${id}/${rootId}`;
    return { Roots: [{ Id: rootId, Arn, Name: 'Root', PolicyTypes: [] }] };
  },
};
