import type { AuthorizerType } from '@aws-sdk/client-api-gateway';
import { createAuthorizer } from '../apigateway/create-authorizer.ts';
import { createResource } from '../apigateway/create-resource.ts';
import { createRestApi } from '../apigateway/create-rest-api.ts';
import { findRestApi } from '../apigateway/find-rest-api.ts';
import { putRestStage } from '../apigateway/new-rest-api.ts';
import { putMethod } from '../apigateway/put-method.ts';
import type { OperationContext } from '../core/operation.ts';
import type { ApiEstate, AuthorizerEstate } from './estate.ts';
import { at, functionUri } from './seeding.ts';

interface Place {
  readonly restApiId: string;
  readonly context: OperationContext;
  readonly path: string;
}

/** A REST API with its authorizers, resources, methods and stages; its id. */
export function seedRestApi(name: string, api: ApiEstate, context: OperationContext, path: string): string {
  const { id: restApiId = '', rootResourceId = '' } = at(path, () =>
    createRestApi.run(
      {
        name,
        endpointConfiguration: { types: [api.endpointType ?? 'REGIONAL'] },
        apiKeySource: api.apiKeySource,
        minimumCompressionSize: api.minimumCompressionSize,
        disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
        tags: { ...api.tags },
      },
      context,
    ),
  );
  const place = { restApiId, context, path };
  const authorizers = seedAuthorizers(place, api.authorizers ?? {});
  seedMethods(place, rootResourceId, authorizers, api);
  for (const stage of api.stages ?? []) putRestStage(context, findRestApi(context, restApiId), stage);
  return restApiId;
}

function seedAuthorizers(
  { restApiId, context, path }: Place,
  authorizers: Readonly<Record<string, AuthorizerEstate>>,
): ReadonlyMap<string, string> {
  const ids = Object.entries(authorizers).map(([name, { type, identitySource }]): [string, string] => {
    const { id = '' } = at(`${path}.authorizers.${name}`, () =>
      createAuthorizer.run(
        {
          restApiId,
          name,
          type: type as AuthorizerType,
          identitySource: identitySource.join(','),
          ...(type === 'COGNITO_USER_POOLS'
            ? { providerARNs: [`arn:aws:cognito-idp:${context.region}:${context.account}:userpool/${name}`] }
            : { authorizerUri: functionUri(name, context) }),
        },
        context,
      ),
    );
    return [name, id];
  });
  return new Map(ids);
}

function seedMethods(
  place: Place,
  rootResourceId: string,
  authorizers: ReadonlyMap<string, string>,
  { resources = {} }: ApiEstate,
): void {
  const { restApiId, context } = place;
  for (const [resourcePath, methods] of Object.entries(resources)) {
    const path = `${place.path}.resources.${resourcePath}`;
    const resourceId = at(path, () => resourceAt({ ...place, path }, rootResourceId, resourcePath));
    for (const [httpMethod, { authorization = 'NONE', authorizer, ...method }] of Object.entries(methods)) {
      const settings = {
        authorizationType: authorization,
        authorizerId: authorizer === undefined ? undefined : (authorizers.get(authorizer) ?? authorizer),
        apiKeyRequired: method.apiKeyRequired,
        requestParameters: method.requestParameters && { ...method.requestParameters },
      };
      at(`${path}.${httpMethod}`, () => putMethod.run({ restApiId, resourceId, httpMethod, ...settings }, context));
    }
  }
}

/** The resource at a path, with those on the way to it; what is there already is taken. */
function resourceAt({ restApiId, context }: Place, rootResourceId: string, resourcePath: string): string {
  const { resources } = findRestApi(context, restApiId);
  const parts = resourcePath.split('/').filter((part) => part !== '');
  return parts.reduce((parentId, pathPart) => {
    const present = [...resources.values()].find((each) => each.parentId === parentId && each.pathPart === pathPart);
    return (present ?? createResource.run({ restApiId, parentId, pathPart }, context)).id ?? '';
  }, rootResourceId);
}
