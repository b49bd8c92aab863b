import {
  ListOrganizationalUnitsForParent$,
  type ListOrganizationalUnitsForParentRequest,
  type ListOrganizationalUnitsForParentResponse,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../core/operation.ts';
import { readableOrganization, requireParent } from './find-organization.ts';
import { listPage } from './list-page.ts';

type Output = ListOrganizationalUnitsForParentResponse;

export const listOrganizationalUnitsForParent: Operation<ListOrganizationalUnitsForParentRequest, Output> = {
  schema: ListOrganizationalUnitsForParent$,
  run(input, context) {
    const organization = readableOrganization(context);
    requireParent(organization, input.ParentId);
    const below = [...organization.units.values()].filter(({ parentId }) => parentId === input.ParentId);
    const { items, nextToken } = listPage(below, input, context);
    const arn = `arn:aws:organizations::${organization.managementAccount}:ou/${organization.id}`;
    const OrganizationalUnits = items.map(({ id, name }) => ({ Id: id, Arn: `${arn}/${id}`, Name: name }));
    return { OrganizationalUnits, NextToken: nextToken };
  },
};
