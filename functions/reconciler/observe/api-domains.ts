import {
  GetDomainNameCommand,
  type GetDomainNameCommandOutput,
  GetDomainNamesCommand,
  type DomainName as SdkDomainName,
} from '@aws-sdk/client-apigatewayv2';
import pLimit from 'p-limit';
import { read, readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import type { ApiDomain, ApiEndpoint } from '../model/api-domain.ts';
import { type DomainName, domainNameFromAws, type Region } from '../model/names.ts';
import { ABSENT, mapObserved, type Observed, present } from '../model/observed.ts';
import { createApiReader } from './mapped-apis.ts';

/** Requests in flight per Region; API Gateway's control plane allows 10 a second for the whole account. */
const CONCURRENCY = 4;

/**
 * The custom domains of one Region with what their APIs need: all of them, or only those named. A targeted look asks for each name;
 * an account look reads the list. Both make the same values.
 */
export async function observeApiDomains(
  clients: AwsClients,
  region: Region,
  names: 'all' | readonly DomainName[],
): Promise<Observed<readonly ApiDomain[]>> {
  const listed = names === 'all' ? await listDomains(clients, region) : await getDomains(clients, region, names);
  if (listed.kind !== 'present') return listed;

  const readApis = createApiReader(clients, region);
  const limit = pLimit(CONCURRENCY);
  const domains = listed.value.map((domain) =>
    limit(async () => fromSdkDomain(domain, region, await readApis(domain.DomainName ?? ''))),
  );
  return present(await Promise.all(domains));
}

function listDomains(clients: AwsClients, region: Region): Promise<Observed<readonly SdkDomainName[]>> {
  return readPages(
    'ApiGatewayV2.GetDomainNames',
    () =>
      pages(
        (NextToken: string | undefined) =>
          clients.apiGateway(region).send(new GetDomainNamesCommand({ MaxResults: '100', NextToken })),
        (page) => page.NextToken,
      ),
    (page) => page.Items ?? [],
  );
}

async function getDomains(
  clients: AwsClients,
  region: Region,
  names: readonly DomainName[],
): Promise<Observed<readonly (SdkDomainName | GetDomainNameCommandOutput)[]>> {
  const found: GetDomainNameCommandOutput[] = [];
  for (const name of names) {
    const domain = await read('ApiGatewayV2.GetDomainName', () =>
      clients.apiGateway(region).send(new GetDomainNameCommand({ DomainName: name })),
    );
    if (domain.kind === 'unreadable') return domain;
    if (domain.kind === 'present') found.push(domain.value);
  }
  return present(found);
}

function fromSdkDomain(
  domain: SdkDomainName | GetDomainNameCommandOutput,
  region: Region,
  apis: ApiDomain['apis'],
): ApiDomain {
  return {
    domainName: domainNameFromAws(domain.DomainName ?? ''),
    region,
    endpoints: (domain.DomainNameConfigurations ?? []).map(
      (configuration): ApiEndpoint => ({
        type: configuration.EndpointType === 'EDGE' ? 'EDGE' : 'REGIONAL',
        targetDomainName: domainNameFromAws(configuration.ApiGatewayDomainName ?? ''),
        hostedZoneId: configuration.HostedZoneId ?? '',
        status: configuration.DomainNameStatus ?? '',
        securityPolicy: configuration.SecurityPolicy ?? '',
      }),
    ),
    mutualTls: domain.MutualTlsAuthentication?.TruststoreUri === undefined ? 'off' : 'on',
    routingMode: domain.RoutingMode ?? 'API_MAPPING_ONLY',
    apis,
  };
}

/** The domain in every Region that has it. One Region that cannot be read hides nothing: with no find elsewhere it decides. */
export function findApiDomains(
  byRegion: ReadonlyMap<Region, Observed<readonly ApiDomain[]>>,
  name: DomainName,
): Observed<readonly ApiDomain[]> {
  const found: ApiDomain[] = [];
  let unread: Observed<readonly ApiDomain[]> = ABSENT;
  for (const observed of byRegion.values()) {
    const here = mapObserved(observed, (domains) => domains.filter((domain) => domain.domainName === name));
    if (here.kind === 'present') found.push(...here.value);
    else unread = here;
  }
  return found.length > 0 ? present(found) : unread;
}
