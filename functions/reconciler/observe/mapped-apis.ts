import {
  type Api,
  type ApiMapping,
  type Authorizer,
  GetApiMappingsCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetRoutesCommand,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import { readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import type { MappedApi } from '../model/api-domain.ts';
import type { Region } from '../model/names.ts';
import { type Observed, present } from '../model/observed.ts';

/** Answers what stands behind a custom domain. */
export type ApiReader = (domainName: string) => Promise<Observed<readonly MappedApi[]>>;

type ApiDetail = Omit<MappedApi, 'stage' | 'mappingKey'>;

/**
 * A reader for one Region and one look. The list of APIs is read once, when the first domain asks; the routes and authorizers of an API
 * once, however many domains map to it. A mapped API that v2 does not list is a REST API: v2 says nothing about what it needs.
 */
export function createApiReader(clients: AwsClients, region: Region): ApiReader {
  const listApis = once(() => readApis(clients, region));
  const details = new Map<string, Promise<Observed<ApiDetail>>>();

  const detailOf = (apiId: string, apis: readonly Api[]): Promise<Observed<ApiDetail>> => {
    const known = details.get(apiId) ?? readDetail(clients, region, apiId, apis);
    details.set(apiId, known);
    return known;
  };

  return async (domainName) => {
    const mappings = await readMappings(clients, region, domainName);
    if (mappings.kind !== 'present') return mappings;
    const apis = mappings.value.length === 0 ? present([]) : await listApis();
    if (apis.kind !== 'present') return apis;

    const mapped: MappedApi[] = [];
    for (const mapping of mappings.value) {
      const detail = await detailOf(mapping.ApiId ?? '', apis.value);
      if (detail.kind !== 'present') return detail;
      mapped.push({ ...detail.value, stage: mapping.Stage ?? '', mappingKey: mapping.ApiMappingKey ?? '' });
    }
    return present(mapped);
  };
}

async function readDetail(
  clients: AwsClients,
  region: Region,
  apiId: string,
  apis: readonly Api[],
): Promise<Observed<ApiDetail>> {
  const api = apis.find((candidate) => candidate.ApiId === apiId);
  if (api === undefined) return present(restApi(apiId));
  const routes = await readRoutes(clients, region, apiId);
  if (routes.kind !== 'present') return routes;
  const named = new Set(routes.value.flatMap((route) => route.AuthorizerId ?? []));
  const authorizers = named.size === 0 ? present([]) : await readAuthorizers(clients, region, apiId);
  if (authorizers.kind !== 'present') return authorizers;
  // An authorizer that no route names sees no request.
  const used = authorizers.value.filter((authorizer) => named.has(authorizer.AuthorizerId ?? ''));
  return present(fromApi(api, routes.value, used));
}

function restApi(apiId: string): ApiDetail {
  return {
    apiId,
    protocol: 'REST',
    defaultEndpoint: 'unknown',
    identityHeaders: [],
    authorization: [],
    apiKey: 'unknown',
    corsAllowHeaders: [],
  };
}

function fromApi(api: Api, routes: readonly Route[], authorizers: readonly Authorizer[]): ApiDetail {
  return {
    apiId: api.ApiId ?? '',
    protocol: api.ProtocolType === 'WEBSOCKET' ? 'WEBSOCKET' : 'HTTP',
    defaultEndpoint: api.DisableExecuteApiEndpoint === true ? 'disabled' : 'enabled',
    identityHeaders: sorted(
      authorizers.flatMap((authorizer) => (authorizer.IdentitySource ?? []).flatMap(headerNamedBy)),
    ),
    authorization: sorted(routes.map((route) => route.AuthorizationType ?? 'NONE')),
    apiKey: routes.some((route) => route.ApiKeyRequired === true) ? 'required' : 'not-required',
    corsAllowHeaders: sorted(api.CorsConfiguration?.AllowHeaders ?? []),
  };
}

/** `$request.header.X-Token` (HTTP) and `route.request.header.X-Token` (WebSocket) name a header; query strings and context do not. */
function headerNamedBy(identitySource: string): readonly string[] {
  const [, name] = /^(?:\$request|(?:\$?route\.)?request)\.header\.([A-Za-z0-9_-]+)$/.exec(identitySource) ?? [];
  return name === undefined ? [] : [name];
}

function sorted<T extends string>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort();
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

function readRoutes(clients: AwsClients, region: Region, ApiId: string): Promise<Observed<readonly Route[]>> {
  return readPages(
    'ApiGatewayV2.GetRoutes',
    () =>
      pages(
        (NextToken: string | undefined) =>
          clients.apiGateway(region).send(new GetRoutesCommand({ ...PAGE, ApiId, NextToken })),
        (page) => page.NextToken,
      ),
    (page) => page.Items ?? [],
  );
}

function readAuthorizers(clients: AwsClients, region: Region, ApiId: string): Promise<Observed<readonly Authorizer[]>> {
  return readPages(
    'ApiGatewayV2.GetAuthorizers',
    () =>
      pages(
        (NextToken: string | undefined) =>
          clients.apiGateway(region).send(new GetAuthorizersCommand({ ...PAGE, ApiId, NextToken })),
        (page) => page.NextToken,
      ),
    (page) => page.Items ?? [],
  );
}
