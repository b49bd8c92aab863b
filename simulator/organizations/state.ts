import type { AccountState } from '@aws-sdk/client-organizations';
import type { OperationContext } from '../core/operation.ts';
import type { StateKey, World } from '../core/world.ts';

export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  /** Id of the root or of another unit. */
  readonly parentId: string;
}

export interface MemberAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly parentId: string;
  readonly joinedAt: Date;
  state: AccountState;
}

export interface Organization {
  readonly id: string;
  readonly managementAccount: string;
  readonly delegatedAdministrators: ReadonlySet<string>;
  readonly rootId: string;
  /** By id. */
  readonly units: Map<string, OrganizationalUnit>;
  /** By id. */
  readonly accounts: Map<string, MemberAccount>;
}

/** Organizations by each of their accounts, kept under account `*`. */
export const organizationOf: StateKey<Map<string, Organization>> = { name: 'organizations', create: () => new Map() };

/** Deliberately small, so that a caller that ignores `NextToken` is noticed. */
export const DEFAULT_PAGE_SIZE = 3;
export const MAXIMUM_PAGE_SIZE = 20;

export interface AccountDeclaration {
  readonly id: string;
  readonly name: string;
  /** @default made of the id */
  readonly email?: string;
  /** @default ACTIVE */
  readonly state?: AccountState;
}

/** A root or a unit: what is directly below it. */
export interface ParentDeclaration {
  readonly accounts?: readonly AccountDeclaration[];
  readonly units?: readonly UnitDeclaration[];
}

export interface UnitDeclaration extends ParentDeclaration {
  readonly name: string;
}

export interface OrganizationDeclaration extends ParentDeclaration {
  /** One of the accounts. */
  readonly managementAccount: string;
  /** Accounts that may read the organization too. @default none */
  readonly delegatedAdministrators?: readonly string[];
}

const ROOT_ID = 'r-sim1';

export function declareOrganization(
  { world, clock }: Pick<OperationContext, 'world' | 'clock'>,
  declaration: OrganizationDeclaration,
): Organization {
  const { managementAccount, delegatedAdministrators = [] } = declaration;
  const organization: Organization = {
    id: `o-${managementAccount}`,
    managementAccount,
    delegatedAdministrators: new Set(delegatedAdministrators),
    rootId: ROOT_ID,
    units: new Map(),
    accounts: new Map(),
  };
  addBelow(ROOT_ID, declaration, organization, new Date(clock.now()));
  if (!organization.accounts.has(managementAccount)) {
    throw new TypeError(`managementAccount: ${managementAccount} is none of the accounts`);
  }
  joinAll(organization, world);
  return organization;
}

function addBelow(parentId: string, parent: ParentDeclaration, organization: Organization, joinedAt: Date): void {
  for (const { id, name, email = `aws+${id}@example.com`, state = 'ACTIVE' } of parent.accounts ?? []) {
    organization.accounts.set(id, { id, name, email, state, parentId, joinedAt });
  }
  for (const unit of parent.units ?? []) {
    const number = (organization.units.size + 1).toString(36).padStart(8, '0');
    const id = `ou-${ROOT_ID.slice(2)}-${number}`;
    organization.units.set(id, { id, name: unit.name, parentId });
    addBelow(id, unit, organization, joinedAt);
  }
}

function joinAll(organization: Organization, world: World): void {
  const byAccount = world.state(organizationOf, '*');
  for (const id of organization.accounts.keys()) byAccount.set(id, organization);
}
