/**
 * One account, read once. A look at one edge and a look at all of them run this same code: `names` only decides whether API Gateway is
 * asked for each domain or for its list. Every list page is read at most once; nothing is read per distribution.
 */
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { called } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import type { ApiDomain, CustomDomain } from '../model/api-domain.ts';
import type { Certificate } from '../model/certificate.ts';
import type { Distribution } from '../model/distribution.ts';
import { InvariantError, UnreachableAccountError } from '../model/errors.ts';
import type { HeaderPolicies } from '../model/header-policies.ts';
import type { NotChecked } from '../model/look.ts';
import { type AccountId, type DomainName, parseAccountId, parseRegion, type Region } from '../model/names.ts';
import { ABSENT, type Observed, unreadable } from '../model/observed.ts';
import { taggedDomain } from '../model/owner-tags.ts';
import { TAG } from '../model/tags.ts';
import { observeRegion, type RegionDomains } from './api-domains.ts';
import { observeCertificates } from './certificates.ts';
import { observeDistributions } from './distributions.ts';
import { observeHeaderPolicies } from './header-policies.ts';
import { observePublicZones, type PublicZones } from './hosted-zones.ts';
import { createSecretReader, type SecretReader } from './origin-secret.ts';

export interface Inventory {
  readonly apiDomains: ReadonlyMap<Region, Observed<readonly ApiDomain[]>>;
  /** Every custom domain of the same Regions. */
  readonly customDomains: ReadonlyMap<Region, Observed<readonly CustomDomain[]>>;
  readonly certificates: Observed<readonly Certificate[]>;
  readonly headerPolicies: Observed<HeaderPolicies>;
  readonly distributions: Observed<readonly Distribution[]>;
  readonly publicZones: PublicZones;
  /** Of all the account, only the secrets that its edges name are read, when one does. */
  readonly readSecret: SecretReader;
}

/**
 * The inventory after a first one in the same run. Between rounds an edge waits for CloudFront and Route 53; its API Gateway part, which costs the
 * most requests against the lowest rate, is taken over as it was read, unless part of it could not be.
 */
export async function observeAgain(
  clients: AwsClients,
  earlier: Inventory,
  regions: readonly Region[],
  names: readonly DomainName[],
): Promise<Inventory> {
  const parts = [...earlier.apiDomains.values()];
  const domains = parts.flatMap((part) => (part.kind === 'present' ? part.value : []));
  const complete =
    parts.every((part) => part.kind === 'present') && domains.every((domain) => domain.apis.kind === 'present');
  return observeInventory(clients, complete ? [] : regions, names, complete ? domainsOf(earlier) : NOTHING_KNOWN);
}

type KnownDomains = ReadonlyMap<Region, RegionDomains>;

const NOTHING_KNOWN: KnownDomains = new Map();

function domainsOf({ apiDomains, customDomains }: Inventory): KnownDomains {
  return new Map(
    [...apiDomains].map(([region, domains]) => [
      region,
      { apiDomains: domains, customDomains: customDomains.get(region) ?? ABSENT },
    ]),
  );
}

export async function observeInventory(
  clients: AwsClients,
  regions: readonly Region[],
  names: 'all' | readonly DomainName[],
  known: KnownDomains = NOTHING_KNOWN,
): Promise<Inventory> {
  const [domains, certificates, headerPolicies, distributions, publicZones] = await Promise.all([
    Promise.all(regions.map(async (region) => [region, await observeRegion(clients, region, names)] as const)),
    observeCertificates(clients.certificates),
    observeHeaderPolicies(clients),
    observeDistributions(clients, names),
    observePublicZones(clients),
  ]);
  const asked = [...regions, ...known.keys()];
  const elsewhere = await observeTaggedRegions(clients, asked, distributions, names);
  const byRegion = [...known, ...domains, ...elsewhere];
  return {
    apiDomains: new Map(byRegion.map(([region, { apiDomains }]) => [region, apiDomains])),
    customDomains: new Map(byRegion.map(([region, { customDomains }]) => [region, customDomains])),
    certificates,
    headerPolicies,
    distributions,
    publicZones,
    readSecret: createSecretReader(clients),
  };
}

/** An edge remembers where its API is. Domains of edges in other Regions than those asked are read there by name: not having looked is not absence. */
async function observeTaggedRegions(
  clients: AwsClients,
  regions: readonly Region[],
  distributions: Observed<readonly Distribution[]>,
  names: 'all' | readonly DomainName[],
): Promise<readonly (readonly [Region, RegionDomains])[]> {
  const elsewhere = new Map<Region, DomainName[]>();
  for (const { tags } of distributions.kind === 'present' ? distributions.value : []) {
    const region = parseRegion(tags[TAG.apiRegion] ?? '');
    const name = taggedDomain(tags);
    if (region === undefined || name === undefined || regions.includes(region)) continue;
    if (names === 'all' || names.includes(name)) elsewhere.set(region, [...(elsewhere.get(region) ?? []), name]);
  }
  return Promise.all(
    [...elsewhere].map(async ([region, tagged]) => [region, await observeRegion(clients, region, tagged)] as const),
  );
}

/** What of the account could not be read, a row each. */
export function unreadParts(inventory: Inventory): readonly NotChecked[] {
  const parts: readonly (readonly [string, Observed<unknown>])[] = [
    ...[...inventory.apiDomains].map(
      ([region, observed]) => [`API Gateway custom domains in ${region}`, observed] as const,
    ),
    ['certificates in us-east-1', inventory.certificates],
    ['CloudFront policies', inventory.headerPolicies],
    ['CloudFront distributions', inventory.distributions],
    ['flat-rate pricing plans', pricingPlans(inventory)],
    ...inventory.publicZones.unread.map(
      ({ account, failure }) =>
        [account === undefined ? 'hosted zones' : `hosted zones of account ${account}`, unreadable(failure)] as const,
    ),
  ];
  return parts.flatMap(([what, observed]) =>
    observed.kind === 'unreadable' ? [{ what, failure: observed.failure }] : [],
  );
}

/** All of one list: any distribution whose plan could not be read speaks for it. */
function pricingPlans({ distributions }: Inventory): Observed<unknown> {
  const plans = distributions.kind === 'present' ? distributions.value.map((one) => one.pricingPlan) : [];
  return plans.find(({ kind }) => kind === 'unreadable') ?? ABSENT;
}

/** Whose credentials these are. Throws UnreachableAccountError when AWS does not say. */
export async function observeAccountId({ sts }: AwsClients): Promise<AccountId> {
  const answer = await called('STS.GetCallerIdentity', () => sts.send(new GetCallerIdentityCommand({})));
  if (answer.kind === 'failed') throw new UnreachableAccountError(answer.failure);
  const accountId = parseAccountId(answer.value.Account ?? '');
  if (accountId === undefined) throw new InvariantError(`an account has 12 digits, got ${answer.value.Account}`);
  return accountId;
}
