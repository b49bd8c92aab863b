/**
 * An organization of any size: accounts in a tree of units, each with API domains and what stands before them, and with what goes wrong in real ones. What an
 * account holds is generated when it is asked for, and is the same each time.
 */
import { createIds } from '../core/ids.ts';
import type { OrganizationDeclaration } from '../organizations/state.ts';
import type { AccountEstate } from './estate.ts';
import { type Front, frontAccount, frontsOf } from './front-account.ts';
import { chance, generateAccount } from './generate-estate.ts';
import { hostileName } from './hostile-names.ts';
import { organizationTree } from './organization-tree.ts';

export interface OrganizationSize {
  /** The same seed and sizes give the same organization. @default 1 */
  readonly seed?: number;
  /** Member accounts with domains, beside those for management, tools and networking. */
  readonly accounts: number;
  readonly domainsPerAccount: number;
  /** The domains of an account go round these. @default us-east-1, eu-west-1 */
  readonly regions?: readonly string[];
  /** Share of the domains whose distribution was changed by hand. @default 0.1 */
  readonly driftedShare?: number;
  /** Share of the domains without a distribution. @default 0 */
  readonly bareShare?: number;
  /** Whether all hosted zones are in one account. @default false */
  readonly withNetworkAccount?: boolean;
  /** What the roles demand. @default secure-api-edge */
  readonly externalId?: string;
  /** Shares of the member accounts that are not as one would wish. @default none */
  readonly troubles?: Readonly<Partial<Record<Trouble, number>>>;
  /** Whether accounts and units have names that somebody might take for something else. @default false */
  readonly withHostileNames?: boolean;
}

export const troubles = [
  'suspended',
  'pending closure',
  'without roles',
  'without writer role',
  'denying',
  'throttling',
] as const;

export type Trouble = (typeof troubles)[number];

export interface GeneratedMember {
  readonly account: string;
  readonly name: string;
  readonly trouble: Trouble | 'none';
}

export interface GeneratedOrganization {
  readonly declaration: OrganizationDeclaration;
  readonly managementAccount: string;
  /** A delegated administrator; the members' roles trust it, and nobody else. */
  readonly toolsAccount: string;
  /** Where the hosted zones are, unless they are in the members. */
  readonly networkAccount: string | undefined;
  readonly externalId: string;
  readonly members: readonly GeneratedMember[];
  /** By domain name, of a member. */
  frontsOf(account: string): ReadonlyMap<string, Front>;
  /** Of a member, without its hosted zones where there is a network account; or of the network account. */
  estateOf(account: string): AccountEstate;
}

const FIRST_MEMBER = 200_000_000_000;
const QUOTA_HEADROOM = 100;
const DEFAULT_REGIONS = ['us-east-1', 'eu-west-1'];
const OWN_ACCOUNTS = {
  managementAccount: '111111111111',
  toolsAccount: '111111111112',
  networkAccount: '111111111113',
};

export const readerRole = 'secure-api-edge-reader';
export const writerRole = 'secure-api-edge-writer';

export function generateOrganization(size: OrganizationSize): GeneratedOrganization {
  const { withNetworkAccount = false, externalId = 'secure-api-edge' } = size;
  const { managementAccount, toolsAccount } = OWN_ACCOUNTS;
  const networkAccount = withNetworkAccount ? OWN_ACCOUNTS.networkAccount : undefined;
  const members = generateMembers(size);
  const byAccount = new Map(members.map((member, index) => [member.account, { ...member, index }]));
  const find = (account: string) => {
    const member = byAccount.get(account);
    if (member === undefined) throw new TypeError(`${account} is no member of this organization`);
    return member;
  };
  const full = (account: string) => generateMember(find(account), { ...size, externalId, toolsAccount });

  return {
    declaration: organizationTree({ managementAccount, toolsAccount, networkAccount }, members, size),
    managementAccount,
    toolsAccount,
    networkAccount,
    externalId,
    members,
    frontsOf: (account) => full(account).fronts,
    estateOf(account) {
      if (account === networkAccount) {
        const hostedZones = members.flatMap((member) => full(member.account).estate.hostedZones ?? []);
        const quotas = { hostedZones: hostedZones.length + QUOTA_HEADROOM };
        return { hostedZones, quotas, roles: rolesFor('none', { externalId, toolsAccount }) };
      }
      const { estate } = full(account);
      return networkAccount === undefined ? estate : { ...estate, hostedZones: [] };
    },
  };
}

function generateMembers({ seed = 1, accounts, troubles: shares = {}, withHostileNames }: OrganizationSize) {
  const ids = createIds(seed);
  return Array.from(
    { length: accounts },
    (_, index): GeneratedMember => ({
      account: String(FIRST_MEMBER + index),
      name: withHostileNames ? hostileName(index) : `team ${index + 1}`,
      trouble: drawTrouble(chance(ids), shares),
    }),
  );
}

function drawTrouble(drawn: number, shares: Readonly<Partial<Record<Trouble, number>>>): Trouble | 'none' {
  let end = 0;
  for (const trouble of troubles) {
    end += shares[trouble] ?? 0;
    if (drawn < end) return trouble;
  }
  return 'none';
}

interface Trust {
  readonly externalId: string;
  readonly toolsAccount: string;
}

function generateMember(
  { index, trouble }: GeneratedMember & { readonly index: number },
  size: OrganizationSize & Trust,
): { readonly estate: AccountEstate; readonly fronts: ReadonlyMap<string, Front> } {
  const { seed = 1, domainsPerAccount, regions = DEFAULT_REGIONS, driftedShare = 0.1, bareShare = 0 } = size;
  const ownSeed = seed * 1_000_003 + index;
  const bare = generateAccount(index, domainsPerAccount, { regions }, createIds(ownSeed));
  const names = (bare.apiDomains ?? []).map(({ name }) => name);
  const fronts = frontsOf(names, { seed: ~ownSeed, driftedShare, bareShare });
  return { estate: { ...frontAccount(bare, fronts), roles: rolesFor(trouble, size) }, fronts };
}

function rolesFor(trouble: Trouble | 'none', { externalId, toolsAccount }: Trust): AccountEstate['roles'] {
  if (trouble === 'suspended' || trouble === 'pending closure' || trouble === 'without roles') return [];
  const names = trouble === 'without writer role' ? [readerRole] : [readerRole, writerRole];
  return names.map((name) => ({ name, externalId, trustedAccounts: [toolsAccount] }));
}
