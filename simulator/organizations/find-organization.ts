import type { OperationContext } from '../core/operation.ts';
import { accessDenied, invalidInput, notFound, notInUse } from './refusals.ts';
import { type Organization, organizationOf } from './state.ts';

/** The caller's organization, which every member may describe. */
export function ownOrganization({ world, account }: OperationContext): Organization {
  const organization = world.state(organizationOf, '*').get(account);
  if (organization === undefined) throw notInUse();
  return organization;
}

/** Only the management account and delegated administrators may look into it. */
export function readableOrganization(context: OperationContext): Organization {
  const organization = ownOrganization(context);
  const { managementAccount, delegatedAdministrators } = organization;
  const mayRead = context.account === managementAccount || delegatedAdministrators.has(context.account);
  if (!mayRead) throw accessDenied();
  return organization;
}

const PARENT = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/;
const CHILD = /^(\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/;
const ACCOUNT = /^\d{12}$/;

export function requireParent({ rootId, units }: Organization, parentId: string = ''): void {
  requirePattern(parentId, PARENT);
  if (parentId !== rootId && !units.has(parentId)) throw notFound('Parent');
}

export function requireChildId(childId: string = ''): string {
  return requirePattern(childId, CHILD);
}

export function requireAccountId(accountId: string = ''): string {
  return requirePattern(accountId, ACCOUNT);
}

function requirePattern(id: string, pattern: RegExp): string {
  if (pattern.test(id)) return id;
  throw invalidInput('INVALID_PATTERN', 'You provided a value that does not match the required pattern.');
}
