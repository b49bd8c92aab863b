import type { OperationContext } from '../core/operation.ts';
import { organizationOf } from '../organizations/state.ts';
import type { AskedRequest, Permission } from './permission.ts';

/** The member of an operation's input that says what it touches. */
const TOUCHED = {
  DescribeAccount: 'AccountId',
  ListAccountsForParent: 'ParentId',
  ListOrganizationalUnitsForParent: 'ParentId',
  ListParents: 'ChildId',
} as const;

type OrganizationsInput = Readonly<Partial<Record<(typeof TOUCHED)[keyof typeof TOUCHED], string>>>;

export function organizationsPermissions(asked: AskedRequest<OrganizationsInput>): readonly Permission[] {
  const { operation, input, context } = asked;
  const member = operation in TOUCHED ? TOUCHED[operation as keyof typeof TOUCHED] : undefined;
  const resource = member === undefined ? '*' : arnOf(input[member] ?? '', context);
  return [{ action: `organizations:${operation}`, resource }];
}

function arnOf(id: string, { world, account }: OperationContext): string {
  const organization = world.state(organizationOf, '*').get(account);
  const { managementAccount = account, id: organizationId = 'o-none' } = organization ?? {};
  return `arn:aws:organizations::${managementAccount}:${typeOf(id)}/${organizationId}/${id}`;
}

function typeOf(id: string): string {
  if (id.startsWith('r-')) return 'root';
  return id.startsWith('ou-') ? 'ou' : 'account';
}
