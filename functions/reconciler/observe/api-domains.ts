import {
  GetDomainNamesCommand,
  type GetDomainNamesCommandOutput,
  type DomainName as SdkDomainName,
} from '@aws-sdk/client-api-gateway';
import pLimit from 'p-limit';
import { readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import type { ApiDomain, ApiEndpoint, CustomDomain, RoutingMode } from '../model/api-domain.ts';
import { type DomainName, domainNameFromAws, type Region } from '../model/names.ts';
import { ABSENT, type Observed, present } from '../model/observed.ts';
import { API_DOMAIN_TAG } from '../model/tags.ts';
import { createApiReader } from './mapped-apis.ts';

/** Requests in flight per Region; API Gateway's control plane allows 10 a second for the whole account. */
const CONCURRENCY = 4;

/** The most that version 1 answers at once; an account has 120 public and 50 private names per Region unless its quota was raised. */
const PAGE_SIZE = 500;

/**
 * The custom domains of one Region with what their APIs need: all of them, or only those named. Version 1 of the API lists them, because version 2
 * knows neither PRIVATE domains nor enhanced security policies nor access modes. The list is one request for as many names as a Region has, so a
 * targeted look reads it too: that is never more than asking for a name.
 */
export async function observeApiDomains(
  clients: AwsClients,
  region: Region,
  names: 'all' | readonly DomainName[],
): Promise<Observed<readonly ApiDomain[]>> {
  return (await observeRegion(clients, region, names)).apiDomains;
}

export interface RegionDomains {
  /** Those that were asked for. */
  readonly apiDomains: Observed<readonly ApiDomain[]>;
  /** All that the Region has, whoever was asked for: origins may lead to any of them. */
  readonly customDomains: Observed<readonly CustomDomain[]>;
}

export async function observeRegion(
  clients: AwsClients,
  region: Region,
  names: 'all' | readonly DomainName[],
): Promise<RegionDomains> {
  const listed = await listDomains(clients, region);
  if (listed.kind !== 'present') return { apiDomains: listed, customDomains: listed };

  const readApis = createApiReader(clients, region);
  const limit = pLimit(CONCURRENCY);
  const all = listed.value.map((domain) => fromSdkDomain(domain, region));
  const domains = all
    .filter(({ domainName }) => names === 'all' || names.includes(domainName))
    .map((domain) => limit(async () => ({ ...domain, apis: await apisOf(domain, readApis) })));
  return {
    apiDomains: present(await Promise.all(domains)),
    customDomains: present(all.map(({ domainName, endpoints }) => ({ domainName, region, endpoints }))),
  };
}

function listDomains(clients: AwsClients, region: Region): Promise<Observed<readonly SdkDomainName[]>> {
  return readPages(
    'APIGateway.GetDomainNames',
    () =>
      pages(
        (position: string | undefined) =>
          clients.apiGatewayV1(region).send(new GetDomainNamesCommand({ limit: PAGE_SIZE, position })),
        (page: GetDomainNamesCommandOutput) => page.position,
      ),
    (page) => page.items ?? [],
  );
}

/** Nothing stands in front of a PRIVATE domain, so what is behind it does not matter here, and version 2 could not say. */
function apisOf(domain: ApiDomain, readApis: ReturnType<typeof createApiReader>): Promise<ApiDomain['apis']> {
  const open = domain.endpoints.some((endpoint) => endpoint.type !== 'PRIVATE');
  return open ? readApis(domain.domainName, domain.routingMode) : Promise.resolve(domain.apis);
}

/** Without its APIs, which are read separately. */
function fromSdkDomain(domain: SdkDomainName, region: Region): ApiDomain {
  const manage = domain.tags?.[API_DOMAIN_TAG.manage];
  return {
    domainName: domainNameFromAws(domain.domainName ?? ''),
    region,
    endpoints: (domain.endpointConfiguration?.types ?? []).map(
      (type): ApiEndpoint => ({
        type,
        ...targetOf(domain, type),
        status: domain.domainNameStatus ?? '',
        securityPolicy: domain.securityPolicy ?? '',
      }),
    ),
    mutualTls: domain.mutualTlsAuthentication?.truststoreUri === undefined ? 'off' : 'on',
    accessMode: domain.endpointAccessMode ?? 'BASIC',
    routingMode: MODE_OF_VERSION_2[domain.routingMode ?? 'BASE_PATH_MAPPING_ONLY'],
    ...(manage !== undefined && { manage }),
    apis: present([]),
  };
}

/** Version 1 writes both endpoints of a domain into one flat object. A PRIVATE one has no name that could be an origin. */
function targetOf(
  domain: SdkDomainName,
  type: ApiEndpoint['type'],
): Pick<ApiEndpoint, 'targetDomainName' | 'hostedZoneId'> {
  const [name, zone] =
    type === 'EDGE'
      ? [domain.distributionDomainName, domain.distributionHostedZoneId]
      : [domain.regionalDomainName, domain.regionalHostedZoneId];
  return { targetDomainName: domainNameFromAws(name ?? ''), hostedZoneId: zone ?? '' };
}

/** The two versions of the API have different names for the same modes. */
const MODE_OF_VERSION_2: Readonly<Record<NonNullable<SdkDomainName['routingMode']>, RoutingMode>> = {
  BASE_PATH_MAPPING_ONLY: 'API_MAPPING_ONLY',
  ROUTING_RULE_ONLY: 'ROUTING_RULE_ONLY',
  ROUTING_RULE_THEN_BASE_PATH_MAPPING: 'ROUTING_RULE_THEN_API_MAPPING',
};

/** The domain in every Region that could be read and has it; absent when none has. For finding things by it, never for deciding that it is gone. */
export function seenApiDomains(
  byRegion: ReadonlyMap<Region, Observed<readonly ApiDomain[]>>,
  name: DomainName,
): Observed<readonly ApiDomain[]> {
  const found = [...byRegion.values()].flatMap((observed) =>
    observed.kind === 'present' ? observed.value.filter((domain) => domain.domainName === name) : [],
  );
  return found.length > 0 ? present(found) : ABSENT;
}

/**
 * The domain in every Region that has it, as far as that decides: where its Region is known, that Region has to have been read; where it is not, all
 * of them, because the one that was denied may have it too.
 */
export function findApiDomains(
  byRegion: ReadonlyMap<Region, Observed<readonly ApiDomain[]>>,
  name: DomainName,
  apiRegion: Region | undefined,
): Observed<readonly ApiDomain[]> {
  const deciding = apiRegion === undefined ? [...byRegion.values()] : [byRegion.get(apiRegion) ?? ABSENT];
  return deciding.find((observed) => observed.kind === 'unreadable') ?? seenApiDomains(byRegion, name);
}
