import type { AccountDeclaration, OrganizationDeclaration, UnitDeclaration } from '../organizations/state.ts';
import type { GeneratedMember, OrganizationSize } from './generate-organization.ts';
import { hostileName } from './hostile-names.ts';

interface OwnAccounts {
  readonly managementAccount: string;
  readonly toolsAccount: string;
  readonly networkAccount: string | undefined;
}

const ACCOUNTS_PER_UNIT = 25;
const STAGES = ['production', 'staging', 'development'];
const STATES = { suspended: 'SUSPENDED', 'pending closure': 'PENDING_CLOSURE' } as const;

/** The accounts that are on their way out in a unit of their own, the others three units below the root. */
export function organizationTree(
  { managementAccount, toolsAccount, networkAccount }: OwnAccounts,
  members: readonly GeneratedMember[],
  { withHostileNames = false }: Pick<OrganizationSize, 'withHostileNames'>,
): OrganizationDeclaration {
  const leaving = members.filter(({ trouble }) => trouble in STATES);
  const staying = members.filter(({ trouble }) => !(trouble in STATES));
  const unitName = (index: number) => (withHostileNames ? hostileName(index) : `group ${index + 1}`);
  const groups = chunksOf(staying, ACCOUNTS_PER_UNIT).map(
    (group, index): UnitDeclaration => ({ name: unitName(index), accounts: group.map(toDeclaration) }),
  );
  const stages = STAGES.map((name, stage) => ({
    name,
    units: groups.filter((_, index) => index % STAGES.length === stage),
  }));
  return {
    managementAccount,
    delegatedAdministrators: [toolsAccount],
    accounts: [{ id: managementAccount, name: 'management' }],
    units: [
      { name: 'security', accounts: [{ id: toolsAccount, name: 'tools' }] },
      {
        name: 'infrastructure',
        accounts: networkAccount === undefined ? [] : [{ id: networkAccount, name: 'network' }],
      },
      { name: 'workloads', units: stages },
      { name: 'leaving', accounts: leaving.map(toDeclaration) },
    ],
  };
}

function toDeclaration({ account: id, name, trouble }: GeneratedMember): AccountDeclaration {
  return { id, name, state: trouble in STATES ? STATES[trouble as keyof typeof STATES] : 'ACTIVE' };
}

function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
