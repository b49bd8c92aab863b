import {
  type Api,
  type Authorizer,
  GetAuthorizersCommand,
  GetRoutesCommand,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import { readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import type { Region } from '../model/names.ts';
import { type Observed, present } from '../model/observed.ts';
import type { ApiDetail } from './mapped-apis.ts';
import { sortedSet } from './sorted-set.ts';

/** An HTTP or WebSocket API as version 2 tells it. Unreadable when its routes or the authorizers they name are. */
export async function observeHttpApi(clients: AwsClients, region: Region, api: Api): Promise<Observed<ApiDetail>> {
  const apiId = api.ApiId ?? '';
  const routes = await readRoutes(clients, region, apiId);
  if (routes.kind !== 'present') return routes;
  const named = new Set(routes.value.flatMap((route) => route.AuthorizerId ?? []));
  const authorizers = named.size === 0 ? present([]) : await readAuthorizers(clients, region, apiId);
  if (authorizers.kind !== 'present') return authorizers;
  // An authorizer that no route names sees no request.
  const used = authorizers.value.filter((authorizer) => named.has(authorizer.AuthorizerId ?? ''));
  return present(fromApi(api, routes.value, used));
}

function fromApi(api: Api, routes: readonly Route[], authorizers: readonly Authorizer[]): ApiDetail {
  const keyInHeader = !api.ApiKeySelectionExpression?.startsWith('$context.authorizer.');
  return {
    apiId: api.ApiId ?? '',
    protocol: api.ProtocolType === 'WEBSOCKET' ? 'WEBSOCKET' : 'HTTP',
    defaultEndpoint: api.DisableExecuteApiEndpoint === true ? 'disabled' : 'enabled',
    identityHeaders: sortedSet(
      authorizers.flatMap((authorizer) => (authorizer.IdentitySource ?? []).flatMap(headerNamedBy)),
    ),
    authorization: sortedSet(routes.map((route) => route.AuthorizationType ?? 'NONE')),
    apiKey: keyInHeader && routes.some((route) => route.ApiKeyRequired === true) ? 'required' : 'not-required',
    corsAllowHeaders: sortedSet(api.CorsConfiguration?.AllowHeaders ?? []),
    declaredHeaders: sortedSet(
      routes.flatMap((route) => Object.keys(route.RequestParameters ?? {}).flatMap(headerNamedBy)),
    ),
    routes:
      api.ProtocolType === 'WEBSOCKET' ? WEBSOCKET_PATHS : sortedSet(routes.map(({ RouteKey }) => pathOf(RouteKey))),
  };
}

/** Route keys of a WebSocket API select messages; its paths are the connection itself and the callback of its backend. */
const WEBSOCKET_PATHS = ['/', '/@connections/{connectionId}'];

/** `GET /pets/{id}` is `/pets/{id}`; `$default` takes what no other route does. */
function pathOf(routeKey = ''): string {
  return routeKey === '$default' ? '/{proxy*}' : routeKey.slice(routeKey.indexOf('/'));
}

/** `$request.header.X-Token` (HTTP) and `route.request.header.X-Token` (WebSocket) name a header; query strings and context do not. */
function headerNamedBy(identitySource: string): readonly string[] {
  const [, name] = /^(?:\$request|(?:\$?route\.)?request)\.header\.([A-Za-z0-9_-]+)$/.exec(identitySource) ?? [];
  return name === undefined ? [] : [name];
}

const PAGE = { MaxResults: '100' };

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
