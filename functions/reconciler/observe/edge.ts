import type { AwsClients } from '../aws/clients.ts';
import { type ApiDomain, domainsToFront, regionalEndpoint } from '../model/api-domain.ts';
import { behaviorsOf, type Distribution, policyIdsOf } from '../model/distribution.ts';
import type { EdgeTarget } from '../model/look.ts';
import { type DomainName, parseRegion, type Region } from '../model/names.ts';
import { ABSENT, mapObserved, type Observed, present } from '../model/observed.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { type OriginSecret, sameHeader, secretRegion } from '../model/origin-verify.ts';
import { taggedDomain } from '../model/owner-tags.ts';
import { TAG } from '../model/tags.ts';
import { observeAliasRecords, type RecordReader } from './alias-records.ts';
import { findApiDomains, seenApiDomains } from './api-domains.ts';
import { observeApiStages } from './api-stages.ts';
import { observeTags } from './distributions.ts';
import type { Inventory } from './inventory.ts';
import { observeNameHolders } from './name-holders.ts';
import { withOriginDomains } from './origin-domains.ts';
import { observeOriginSecret } from './origin-secret.ts';
import { observeRequestedCertificates } from './requested-certificates.ts';
import { type CoveringDistribution, coveringDistribution, mayBeLedTo } from './wildcard-distribution.ts';

export interface EdgeObservation {
  /** ISO 8601. */
  readonly now: string;
  /** `listed`: the tags of the inventory. `fresh`: read again from CloudFront, as before a write. */
  readonly tags: 'listed' | 'fresh';
}

/** Joins what the inventory says about one edge and reads what only this edge needs: the records at its name. */
export async function observeEdge(
  clients: AwsClients,
  inventory: Inventory,
  readRecords: RecordReader,
  target: EdgeTarget,
  observation: EdgeObservation,
): Promise<ObservedEdge> {
  const domainName = nameOf(target);
  const seen = seenApiDomains(inventory.apiDomains, domainName);
  // What answers for the name beside others is no edge that could be let go of.
  const covering = target.kind === 'wanted' ? await coveringFor(inventory, readRecords, domainName) : undefined;
  const found = findDistribution(inventory.distributions, domainName, seen, covering);
  const listed = mapObserved(found, (one) => withOriginDomains(one, inventory.customDomains));
  const apiDomains = findApiDomains(inventory.apiDomains, domainName, regionOf(target, listed));
  const distribution = observation.tags === 'fresh' ? await withFreshTags(clients, listed) : listed;
  const aliasRecords = await observeAliasRecords(clients, inventory.publicZones, readRecords, {
    name: domainName,
    chosenZoneId:
      target.kind === 'wanted'
        ? target.edge.hostedZoneId
        : (tagOf(distribution, TAG.dnsZone) ?? tagOf(distribution, TAG.hostedZone)),
    movedInZoneId: tagOf(distribution, TAG.dnsZone),
    dnsChange: tagOf(distribution, TAG.dnsChange),
    zones: target.kind === 'let-go' ? 'every' : 'one',
  });
  const nameHolders =
    target.kind === 'wanted' ? await holdersOf(clients, inventory, domainName, distribution, observation.now) : ABSENT;
  const certificates = mapObserved(inventory.certificates, (all) =>
    all.filter((one) => names(one.names, domainName) || isNamed(one.arn, target, distribution)),
  );
  const requestedCertificates = await observeRequestedCertificates(clients, inventory, readRecords, {
    target,
    name: domainName,
    zoneId: aliasRecords.kind === 'present' ? aliasRecords.value.zone.id : undefined,
    now: observation.now,
  });
  return {
    domainName,
    now: observation.now,
    regions: [...inventory.apiDomains.keys()],
    apiDomains,
    certificates,
    requestedCertificates,
    headerPolicies: inventory.headerPolicies,
    policyUsesElsewhere: policyUsesElsewhere(inventory.distributions, distribution),
    distribution,
    originSecret: await originSecretOf(inventory, target, apiDomains, distribution),
    apiStages: await observeApiStages(clients, distribution, apiDomains),
    nameHolders,
    ...(covering !== undefined && { coveredBy: covering.distribution }),
    aliasRecords,
    zoneOwners: clients.zoneOwners.map(({ account }) => account),
  };
}

/** The secret that `OriginVerify` names: by ARN where that is, by name in the Region of the domain that is fronted. */
function originSecretOf(
  { readSecret }: Inventory,
  target: EdgeTarget,
  apiDomains: Observed<readonly ApiDomain[]>,
  distribution: Observed<Distribution>,
): Promise<Observed<OriginSecret>> {
  const asked = target.kind === 'wanted' ? target.edge.originVerify : undefined;
  const [fronted, ...others] =
    target.kind === 'wanted' && apiDomains.kind === 'present'
      ? domainsToFront(apiDomains.value, target.edge.apiRegion)
      : [];
  const region = secretRegion(asked?.secretId ?? '') ?? (others.length === 0 ? fronted?.region : undefined);
  if (asked === undefined || region === undefined) return Promise.resolve(ABSENT);
  const origins = distribution.kind === 'present' ? distribution.value.settings.origins : [];
  const sent = origins
    .flatMap(({ customHeaders }) => customHeaders)
    .filter(({ name }) => sameHeader(name, asked.headerName));
  return observeOriginSecret(
    readSecret,
    { secretId: asked.secretId, region },
    sent.map(({ fingerprint }) => fingerprint),
  );
}

/** Where the API is, as far as anything tells: what was asked for, what is remembered, or where the distribution's default origin is. */
function regionOf(target: EdgeTarget, distribution: Observed<Distribution>): Region | undefined {
  if (target.kind === 'wanted' && target.edge.apiRegion !== undefined) return target.edge.apiRegion;
  if (distribution.kind !== 'present') return undefined;
  const { tags, settings } = distribution.value;
  const origin = settings.origins.find(({ id }) => id === settings.defaultCacheBehavior.targetOriginId);
  const [, region] = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com/.exec(origin?.domainName ?? '') ?? [];
  return parseRegion(tags[TAG.apiRegion] ?? region ?? '');
}

/** Asked only before a distribution is made: a name that is held elsewhere is then refused in the plan, not by the create. */
function holdersOf(
  clients: AwsClients,
  inventory: Inventory,
  name: DomainName,
  distribution: Observed<Distribution>,
  now: string,
): Promise<Observed<readonly string[]>> {
  const { distributions, certificates } = inventory;
  if (distribution.kind !== 'absent' || distributions.kind !== 'present' || certificates.kind !== 'present')
    return Promise.resolve(ABSENT);
  return observeNameHolders(clients, name, {
    distributions: distributions.value,
    certificates: certificates.value,
    now,
  });
}

/** Asked only where no distribution carries the very name or is tagged for it. */
async function coveringFor(
  { distributions, publicZones }: Inventory,
  readRecords: RecordReader,
  name: DomainName,
): Promise<CoveringDistribution | undefined> {
  if (distributions.kind !== 'present' || ownDistribution(distributions.value, name) !== undefined) return undefined;
  const distribution = coveringDistribution(distributions.value, name);
  if (distribution === undefined) return undefined;
  const isLedTo = await mayBeLedTo(distribution, name, publicZones, readRecords);
  return { distribution, callers: isLedTo ? 'may-be-led-there' : 'elsewhere' };
}

export function nameOf(target: EdgeTarget): DomainName {
  return target.kind === 'wanted' ? target.edge.domainName : target.domainName;
}

/**
 * The distribution of this edge: the one that carries the name; else the one tagged for it (its name may have been taken off by hand or by
 * letting go); else one that answers for it by a wildcard and to which its callers may be led; else one that stands in front of the domain's API and
 * carries no name at all, or no other than that wildcard. One that already serves other names, or is on a flat-rate plan, is somebody's: it is not drawn
 * into this edge.
 */
export function findDistribution(
  distributions: Observed<readonly Distribution[]>,
  name: DomainName,
  apiDomains: Observed<readonly ApiDomain[]>,
  covering?: CoveringDistribution,
): Observed<Distribution> {
  if (distributions.kind !== 'present') return distributions;
  const targets =
    apiDomains.kind === 'present' ? apiDomains.value.map((domain) => regionalEndpoint(domain)?.targetDomainName) : [];
  const found =
    ownDistribution(distributions.value, name) ??
    (covering?.callers === 'may-be-led-there' ? covering.distribution : undefined) ??
    distributions.value.find(
      (one) =>
        one.leftAlone === undefined &&
        one.pricingPlan.kind !== 'present' &&
        (one.settings.alternateDomainNames.length === 0 || one === covering?.distribution) &&
        one.settings.origins.some(
          ({ id, domainName }) =>
            id === one.settings.defaultCacheBehavior.targetOriginId && targets.includes(domainName),
        ),
    );
  return found === undefined ? ABSENT : present(found);
}

function ownDistribution(distributions: readonly Distribution[], name: DomainName): Distribution | undefined {
  return (
    distributions.find(({ settings }) => settings.alternateDomainNames.includes(name)) ??
    distributions.find((one) => one.leftAlone === undefined && taggedDomain(one.tags) === name)
  );
}

function policyUsesElsewhere(
  distributions: Observed<readonly Distribution[]>,
  own: Observed<Distribution>,
): Readonly<Record<string, number>> {
  const ownId = own.kind === 'present' ? own.value.id : undefined;
  return distributions.kind === 'present' ? policyUses(distributions.value.filter(({ id }) => id !== ownId)) : {};
}

/** How many of `distributions` use a policy, by its id. */
export function policyUses(distributions: readonly Distribution[]): Readonly<Record<string, number>> {
  const uses: Record<string, number> = {};
  for (const { settings } of distributions) {
    const policies = new Set(behaviorsOf(settings).flatMap(({ behavior }) => policyIdsOf(behavior)));
    for (const policy of policies) uses[policy] = (uses[policy] ?? 0) + 1;
  }
  return uses;
}

async function withFreshTags(clients: AwsClients, listed: Observed<Distribution>): Promise<Observed<Distribution>> {
  if (listed.kind !== 'present') return listed;
  const tags = await observeTags(clients, listed.value.arn);
  return mapObserved(tags, (fresh) => ({ ...listed.value, tags: fresh }));
}

function tagOf(distribution: Observed<Distribution>, key: string): string | undefined {
  return distribution.kind === 'present' ? distribution.value.tags[key] : undefined;
}

/** Certificates that mention the name or its parent's wildcard, covering or not: the planner explains why one is not usable. */
function names(certificateNames: readonly string[], name: DomainName): boolean {
  const parent = name.slice(name.indexOf('.') + 1);
  return certificateNames.some((one) => one === name || one === `*.${parent}` || one === parent);
}

function isNamed(arn: string, target: EdgeTarget, distribution: Observed<Distribution>): boolean {
  if (target.kind === 'wanted' && target.edge.certificateArn === arn) return true;
  if (distribution.kind !== 'present') return false;
  const attached = distribution.value.settings.viewerCertificate;
  return attached.source === 'acm' && attached.arn === arn;
}
