import type { AuthorizerType } from '@aws-sdk/client-apigatewayv2';
import { createApi } from '../apigatewayv2/create-api.ts';
import { createAuthorizer } from '../apigatewayv2/create-authorizer.ts';
import { createRoute } from '../apigatewayv2/create-route.ts';
import { createStage } from '../apigatewayv2/create-stage.ts';
import type { OperationContext } from '../core/operation.ts';
import type { ApiEstate, AuthorizerEstate } from './estate.ts';
import { EstateError } from './estate-error.ts';
import { seedRestApi } from './seed-rest-api.ts';
import { at, functionUri, type Seeding } from './seeding.ts';

const NOT_FOR_REST = ['cors', 'routes'] as const;
const ONLY_FOR_REST = ['endpointType', 'apiKeySource', 'minimumCompressionSize', 'resources'] as const;

/** HTTP and WebSocket APIs through version 2 of API Gateway's operations, REST APIs through version 1. */
export function seedApis(seeding: Seeding, apis: Readonly<Record<string, ApiEstate>>): void {
  for (const [name, api] of Object.entries(apis)) {
    const context = seeding.context(api.region);
    const path = `${seeding.path}.apis.${name}`;
    requireFittingMembers(api, path);
    const id =
      api.protocol === 'REST'
        ? seedRestApi(name, { ...api, stages: stagesOf(api) }, context, path)
        : seedApi(name, api, context, path);
    seeding.names.add('api', name, {
      account: seeding.account,
      region: api.region,
      value: `${id}.execute-api.${api.region}.amazonaws.com`,
      id,
      stages: stagesOf(api),
    });
  }
}

function stagesOf(api: ApiEstate): readonly string[] {
  return api.stages ?? [api.protocol === 'HTTP' ? '$default' : 'prod'];
}

/** A member that the API's protocol has no use for would otherwise be ignored without a word. */
function requireFittingMembers(api: ApiEstate, path: string): void {
  const foreign = api.protocol === 'REST' ? NOT_FOR_REST : ONLY_FOR_REST;
  const problems = foreign
    .filter((member) => api[member] !== undefined)
    .map((member) => `${path}.${member}: is not for an API of protocol ${api.protocol}`);
  if (problems.length > 0) throw new EstateError(problems);
}

function seedApi(name: string, api: ApiEstate, context: OperationContext, path: string): string {
  const { ApiId = '' } = at(path, () =>
    createApi.run(
      {
        Name: name,
        ProtocolType: api.protocol === 'REST' ? undefined : api.protocol,
        RouteSelectionExpression: api.protocol === 'WEBSOCKET' ? '$request.body.action' : undefined,
        CorsConfiguration: api.cors,
        DisableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
        Tags: { ...api.tags },
      },
      context,
    ),
  );
  const authorizers = seedAuthorizers(ApiId, api, context, path);
  seedRoutes(ApiId, api, authorizers, context, path);
  for (const StageName of stagesOf(api)) {
    at(`${path}.stages`, () => createStage.run({ ApiId, StageName, AutoDeploy: true }, context));
  }
  return ApiId;
}

function seedAuthorizers(
  ApiId: string,
  api: ApiEstate,
  context: OperationContext,
  path: string,
): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const [name, authorizer] of Object.entries(api.authorizers ?? {})) {
    const { AuthorizerId = '' } = at(`${path}.authorizers.${name}`, () =>
      createAuthorizer.run({ ApiId, Name: name, ...authorizerSettings(name, authorizer, api, context) }, context),
    );
    ids.set(name, AuthorizerId);
  }
  return ids;
}

function authorizerSettings(name: string, authorizer: AuthorizerEstate, api: ApiEstate, context: OperationContext) {
  const shared = { AuthorizerType: authorizer.type as AuthorizerType, IdentitySource: [...authorizer.identitySource] };
  if (authorizer.type === 'JWT') {
    return { ...shared, JwtConfiguration: { Issuer: authorizer.issuer, Audience: [...(authorizer.audience ?? [])] } };
  }
  return {
    ...shared,
    AuthorizerUri: functionUri(name, context),
    AuthorizerPayloadFormatVersion: api.protocol === 'HTTP' ? '2.0' : undefined,
  };
}

function seedRoutes(
  ApiId: string,
  api: ApiEstate,
  authorizers: ReadonlyMap<string, string>,
  context: OperationContext,
  path: string,
): void {
  (api.routes ?? [{ key: '$default' }]).forEach((route, index) => {
    const { key, authorization, authorizer, apiKeyRequired } = route;
    at(`${path}.routes[${index}]`, () =>
      createRoute.run(
        {
          ApiId,
          RouteKey: key,
          AuthorizationType: authorization,
          AuthorizerId: authorizer === undefined ? undefined : (authorizers.get(authorizer) ?? authorizer),
          ApiKeyRequired: apiKeyRequired,
        },
        context,
      ),
    );
  });
}
