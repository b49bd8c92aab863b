/**
 * The accounts of a sweep: this one, those that are named, or those of the organization, below certain organizational units or all of them.
 *
 * Suspended accounts and those that are being closed are listed with that as the reason why they are not looked at: not having looked is never left out.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
import {
  type Account,
  type OrganizationsClient,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import { type Called, called } from '../reconciler/aws/call.ts';

export interface SweptAccount {
  readonly id: string;
  readonly name?: string;
  /** `/platform/production`, where units were asked for. */
  readonly organizationalUnit?: string;
  /** Why it is not looked at. */
  readonly skipped?: string;
}

export interface AccountScope {
  readonly accounts: 'this' | 'organization' | readonly string[];
  /** Ids such as `ou-ab12-11111111` or `r-ab12`; none: the whole organization. */
  readonly organizationalUnits: readonly string[];
  readonly excludedAccounts: readonly string[];
  /** What an event narrowed this run to; undefined: nothing. */
  readonly only: readonly string[] | undefined;
}

export async function listAccounts(
  organizations: OrganizationsClient,
  thisAccount: string,
  scope: AccountScope,
): Promise<Called<readonly SweptAccount[]>> {
  const listed =
    scope.accounts === 'organization'
      ? await organizationAccounts(organizations, scope.organizationalUnits)
      : ({ kind: 'answered', value: namedAccounts(scope.accounts, thisAccount) } as const);
  if (listed.kind === 'failed') return listed;
  const inScope = listed.value.filter(({ id }) => !scope.excludedAccounts.includes(id));
  const wanted =
    scope.only === undefined ? inScope : scope.only.map((id) => inScope.find((one) => one.id === id) ?? outside(id));
  return { kind: 'answered', value: distinct(wanted).sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

function namedAccounts(accounts: 'this' | readonly string[], thisAccount: string): readonly SweptAccount[] {
  return accounts === 'this' ? [{ id: thisAccount }] : accounts.map((id) => ({ id }));
}

/** Somebody asked for it, and nobody looks: a run that left it out would end as if it were in order. */
function outside(id: string): SweptAccount {
  return {
    id,
    skipped:
      'it was asked for, and is none of the accounts of this sweep (Accounts, OrganizationalUnits, ExcludedAccounts)',
  };
}

async function organizationAccounts(
  client: OrganizationsClient,
  units: readonly string[],
): Promise<Called<readonly SweptAccount[]>> {
  if (units.length > 0)
    return below(
      client,
      units.map((id) => ({ id, path: '' })),
    );
  return called('Organizations.ListAccounts', async () => {
    const found: SweptAccount[] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {}))
      found.push(...Accounts.map((one) => toSwept(one)));
    return found;
  });
}

interface Unit {
  readonly id: string;
  readonly path: string;
}

async function below(client: OrganizationsClient, roots: readonly Unit[]): Promise<Called<readonly SweptAccount[]>> {
  return called('Organizations.ListAccountsForParent', async () => {
    const found: SweptAccount[] = [];
    const open = [...roots];
    for (let unit = open.shift(); unit !== undefined; unit = open.shift()) {
      const { id: ParentId, path } = unit;
      for await (const { Accounts = [] } of paginateListAccountsForParent({ client }, { ParentId })) {
        found.push(...Accounts.map((one) => toSwept(one, path)));
      }
      for await (const page of paginateListOrganizationalUnitsForParent({ client }, { ParentId })) {
        for (const { Id, Name } of page.OrganizationalUnits ?? [])
          if (Id !== undefined) open.push({ id: Id, path: `${path}/${Name ?? Id}` });
      }
    }
    return found;
  });
}

function toSwept(account: Account, path?: string): SweptAccount {
  const status = account.State ?? account.Status;
  return {
    id: account.Id ?? '',
    ...(account.Name !== undefined && { name: account.Name }),
    ...(path !== undefined && path !== '' && { organizationalUnit: path }),
    ...(status !== 'ACTIVE' && { skipped: `the account is ${status ?? 'in an unknown state'}` }),
  };
}

function distinct(accounts: readonly SweptAccount[]): SweptAccount[] {
  return [...new Map(accounts.map((one) => [one.id, one])).values()];
}
