/**
 * A REST API as version 1 tells it. Whatever of it cannot be read makes all of it unreadable: half of what an API needs is a wrong answer. An id
 * that no API answers to is a failure too, because a mapping has just named it.
 */
import {
  type Authorizer,
  GetAuthorizersCommand,
  type GetAuthorizersCommandOutput,
  GetResourcesCommand,
  type GetResourcesCommandOutput,
  GetRestApiCommand,
  type Method,
  type Resource,
  type RestApi,
} from '@aws-sdk/client-api-gateway';
import { called, readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import type { MappedApi } from '../model/api-domain.ts';
import type { Region } from '../model/names.ts';
import { type Observed, present, unreadable } from '../model/observed.ts';
import type { ApiDetail } from './mapped-apis.ts';
import { sortedSet } from './sorted-set.ts';

/** The most that version 1 answers at once. */
const limit = 500;

export async function observeRestApi(clients: AwsClients, region: Region, apiId: string): Promise<Observed<ApiDetail>> {
  const api = await called('APIGateway.GetRestApi', () =>
    clients.apiGatewayV1(region).send(new GetRestApiCommand({ restApiId: apiId })),
  );
  if (api.kind === 'failed') return unreadable(api.failure);
  const resources = await readResources(clients, region, apiId);
  if (resources.kind !== 'present') return resources;
  const named = new Set(methodsOf(resources.value).flatMap((method) => method.authorizerId ?? []));
  const authorizers = named.size === 0 ? present([]) : await readAuthorizers(clients, region, apiId);
  if (authorizers.kind !== 'present') return authorizers;
  const used = authorizers.value.filter((authorizer) => named.has(authorizer.id ?? ''));
  return present(fromRestApi(apiId, api.value, resources.value, used));
}

function fromRestApi(
  apiId: string,
  api: RestApi,
  resources: readonly Resource[],
  authorizers: readonly Authorizer[],
): ApiDetail {
  const methods = methodsOf(resources);
  const keyInHeader = api.apiKeySource !== 'AUTHORIZER';
  return {
    apiId,
    protocol: 'REST',
    defaultEndpoint: api.disableExecuteApiEndpoint === true ? 'disabled' : 'enabled',
    identityHeaders: sortedSet(authorizers.flatMap(identityHeadersOf)),
    authorization: sortedSet(methods.map(authorizationOf)),
    apiKey: keyInHeader && methods.some((method) => method.apiKeyRequired === true) ? 'required' : 'not-required',
    corsAllowHeaders: [],
    declaredHeaders: sortedSet(
      methods.flatMap((method) => Object.keys(method.requestParameters ?? {}).flatMap(headerNamedBy)),
    ),
    routes: sortedSet(resources.filter((one) => methodsOf([one]).length > 0).map(({ path = '/' }) => path)),
  };
}

function methodsOf(resources: readonly Resource[]): readonly Method[] {
  return resources.flatMap((resource) => Object.values(resource.resourceMethods ?? {}));
}

/** One source for TOKEN and Cognito, a list with commas for REQUEST. Cognito reads Authorization where nothing else is said. */
function identityHeadersOf({ identitySource = '', type }: Authorizer): readonly string[] {
  if (identitySource === '' && type === 'COGNITO_USER_POOLS') return ['Authorization'];
  return identitySource.split(',').flatMap((source) => headerNamedBy(source.trim()));
}

/** `method.request.header.X-Token` names a header; query strings, paths and context do not. */
function headerNamedBy(source: string): readonly string[] {
  const [, name] = /^method\.request\.(?:multivalue)?header\.([^\s,]+)$/.exec(source) ?? [];
  return name === undefined ? [] : [name];
}

/** A type that AWS adds one day is somebody's own authorization to us. */
function authorizationOf({ authorizationType = 'NONE' }: Method): MappedApi['authorization'][number] {
  const known = ['NONE', 'AWS_IAM', 'COGNITO_USER_POOLS'] as const;
  return known.find((type) => type === authorizationType) ?? 'CUSTOM';
}

/** The methods come with their resources: one list instead of a request per method. */
function readResources(clients: AwsClients, region: Region, restApiId: string): Promise<Observed<readonly Resource[]>> {
  return readPages(
    'APIGateway.GetResources',
    () =>
      pages(
        (position: string | undefined) =>
          clients
            .apiGatewayV1(region)
            .send(new GetResourcesCommand({ restApiId, embed: ['methods'], limit, position })),
        (page: GetResourcesCommandOutput) => page.position,
      ),
    (page) => page.items ?? [],
  );
}

function readAuthorizers(
  clients: AwsClients,
  region: Region,
  restApiId: string,
): Promise<Observed<readonly Authorizer[]>> {
  return readPages(
    'APIGateway.GetAuthorizers',
    () =>
      pages(
        (position: string | undefined) =>
          clients.apiGatewayV1(region).send(new GetAuthorizersCommand({ restApiId, limit, position })),
        (page: GetAuthorizersCommandOutput) => page.position,
      ),
    (page) => page.items ?? [],
  );
}
