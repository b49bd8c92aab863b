import { type Api, type ApiMapping, GetApiMappingsCommand, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import type { MappedApi, RoutingMode } from '../model/api-domain.ts';
import type { Region } from '../model/names.ts';
import { type Observed, present } from '../model/observed.ts';
import { observeHttpApi } from './http-api.ts';
import { observeRestApi } from './rest-api.ts';
import { observeRoutingRules } from './routing-rules.ts';

/** Answers what stands behind a custom domain. */
export type ApiReader = (domainName: string, routingMode: RoutingMode) => Promise<Observed<readonly MappedApi[]>>;

/** How a domain gets to an API: by a mapping, or by a routing rule. */
export type ApiRoute = Pick<MappedApi, 'apiId' | 'stage' | 'mappingKey' | 'routingHeaders'>;

/** What an API says of itself, whoever leads to it. */
export type ApiDetail = Omit<MappedApi, 'stage' | 'mappingKey' | 'routingHeaders'>;

/**
 * A reader for one Region and one look. The list of APIs is read once, when the first domain asks; what an API needs once, however many domains
 * lead to it. A mapped API that version 2 does not list is a REST API, and so is every API that a routing rule invokes: version 1 knows those.
 */
export function createApiReader(clients: AwsClients, region: Region): ApiReader {
  const listApis = once(() => readApis(clients, region));
  const details = new Map<string, Promise<Observed<ApiDetail>>>();

  const detailOf = (apiId: string, apis: readonly Api[]): Promise<Observed<ApiDetail>> => {
    const api = apis.find((candidate) => candidate.ApiId === apiId);
    const known =
      details.get(apiId) ??
      (api === undefined ? observeRestApi(clients, region, apiId) : observeHttpApi(clients, region, api));
    details.set(apiId, known);
    return known;
  };

  return async (domainName, routingMode) => {
    const rules =
      routingMode === 'API_MAPPING_ONLY' ? present([]) : await observeRoutingRules(clients, region, domainName);
    if (rules.kind !== 'present') return rules;
    const mappings =
      routingMode === 'ROUTING_RULE_ONLY' ? present([]) : await readMappings(clients, region, domainName);
    if (mappings.kind !== 'present') return mappings;
    const apis = mappings.value.length === 0 ? present([]) : await listApis();
    if (apis.kind !== 'present') return apis;

    const found: MappedApi[] = [];
    for (const route of [...rules.value, ...mappings.value.map(fromMapping)]) {
      const detail = await detailOf(route.apiId, apis.value);
      if (detail.kind !== 'present') return detail;
      found.push({ ...detail.value, ...route });
    }
    return present(found);
  };
}

function fromMapping({ ApiId, Stage, ApiMappingKey }: ApiMapping): ApiRoute {
  return { apiId: ApiId ?? '', stage: Stage ?? '', mappingKey: ApiMappingKey ?? '', routingHeaders: [] };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const PAGE = { MaxResults: '100' };

function readMappings(
  clients: AwsClients,
  region: Region,
  DomainName: string,
): Promise<Observed<readonly ApiMapping[]>> {
  return readPages(
    'ApiGatewayV2.GetApiMappings',
    () =>
      pages(
        (NextToken: string | undefined) =>
          clients.apiGateway(region).send(new GetApiMappingsCommand({ ...PAGE, DomainName, NextToken })),
        (page) => page.NextToken,
      ),
    (page) => page.Items ?? [],
  );
}

function readApis(clients: AwsClients, region: Region): Promise<Observed<readonly Api[]>> {
  return readPages(
    'ApiGatewayV2.GetApis',
    () =>
      pages(
        (NextToken: string | undefined) => clients.apiGateway(region).send(new GetApisCommand({ ...PAGE, NextToken })),
        (page) => page.NextToken,
      ),
    (page) => page.Items ?? [],
  );
}
