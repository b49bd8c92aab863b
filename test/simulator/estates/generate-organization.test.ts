import { generateOrganization, troubles } from '../../../simulator/estates/generate-organization.ts';
import type { UnitDeclaration } from '../../../simulator/organizations/state.ts';

const SIZE = { accounts: 100, domainsPerAccount: 6 };

function accountsBelow(units: readonly UnitDeclaration[] = []): readonly string[] {
  return units.flatMap(({ accounts = [], units: below }) => [...accounts.map(({ id }) => id), ...accountsBelow(below)]);
}

test('gives the same organization for the same seed, and another for another', () => {
  const textOf = (seed: number) => {
    const { declaration, members, estateOf } = generateOrganization({ ...SIZE, seed, bareShare: 0.3 });
    return JSON.stringify([declaration, members, estateOf(members[7]!.account)]);
  };

  expect(textOf(1)).toBe(textOf(1));
  expect(textOf(2)).not.toBe(textOf(1));
});

test('has every account in the tree once', () => {
  const { declaration, members } = generateOrganization({ ...SIZE, withNetworkAccount: true });

  const below = accountsBelow(declaration.units);

  expect(new Set(below).size).toBe(below.length);
  expect(new Set(below)).toEqual(new Set(['111111111112', '111111111113', ...members.map(({ account }) => account)]));
});

test('gives members as many troubles as it is asked for', () => {
  const shares = Object.fromEntries(troubles.map((trouble) => [trouble, 0.1]));

  const { members, declaration } = generateOrganization({ ...SIZE, accounts: 1000, troubles: shares });

  const counts = Map.groupBy(members, ({ trouble }) => trouble);
  for (const trouble of troubles) expect(counts.get(trouble)?.length).toBeGreaterThan(70);
  expect(counts.get('none')?.length).toBeGreaterThan(300);
  const leaving = declaration.units?.find(({ name }) => name === 'leaving')?.accounts ?? [];
  expect(new Set(leaving.map(({ state }) => state))).toEqual(new Set(['SUSPENDED', 'PENDING_CLOSURE']));
});

test('says which distributions were changed by hand, and which domains have none', () => {
  const organization = generateOrganization({ ...SIZE, domainsPerAccount: 200, driftedShare: 0.3, bareShare: 0.2 });

  const { account } = organization.members[0]!;
  const fronts = [...organization.frontsOf(account).values()];

  const bare = fronts.filter((front) => front === 'bare').length;
  const drifted = fronts.filter((front) => front !== 'bare' && front !== 'well made');
  expect(bare).toBeGreaterThan(20);
  expect(drifted.length).toBeGreaterThan(40);
  expect(new Set(drifted).size).toBe(7);
  expect(Object.keys(organization.estateOf(account).distributions ?? {})).toHaveLength(200 - bare);
});

test('puts hosted zones into the network account where there is one', () => {
  const organization = generateOrganization({ ...SIZE, accounts: 3, withNetworkAccount: true });

  const zonesOf = (account: string) => organization.estateOf(account).hostedZones ?? [];

  expect(zonesOf(organization.networkAccount ?? '').map(({ name }) => name)).toEqual([
    'team-1-1.example',
    'team-2-1.example',
    'team-3-1.example',
  ]);
  for (const { account } of organization.members) expect(zonesOf(account)).toEqual([]);
});

test('has names that AWS allows, however hostile', () => {
  const { members } = generateOrganization({ ...SIZE, withHostileNames: true });

  const names = members.map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[ -~]{1,50}$/);
  expect(names.join()).toContain('<script>');
});

test('refuses to say what an account holds that is no member', () => {
  const { estateOf } = generateOrganization(SIZE);

  expect(() => estateOf('999999999999')).toThrow('999999999999 is no member of this organization');
});
