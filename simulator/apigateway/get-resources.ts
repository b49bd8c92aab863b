import {
  GetResources$,
  type GetResourcesRequest,
  type Method,
  type Resource,
  type Resources,
} from '@aws-sdk/client-api-gateway';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findRestApi } from './find-rest-api.ts';
import { page } from './page.ts';

export const getResources: Operation<GetResourcesRequest, Resources> = {
  schema: GetResources$,
  run(input, context) {
    const { resources } = findRestApi(context, required(input.restApiId, 'restApiId'));
    const { items, position } = page([...resources.values()], ({ path = '' }) => path, input, context.world);
    const isEmbedded = input.embed?.includes('methods') ?? false;
    return { items: isEmbedded ? items : items.map(withoutMethods), position };
  },
};

/** Unless they are embedded, AWS answers only which methods there are. */
function withoutMethods(resource: Resource): Resource {
  if (resource.resourceMethods === undefined) return resource;
  const names = Object.keys(resource.resourceMethods);
  return { ...resource, resourceMethods: Object.fromEntries(names.map((name): [string, Method] => [name, {}])) };
}
