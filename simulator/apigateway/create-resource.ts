import { CreateResource$, type CreateResourceRequest, type Resource } from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../apigatewayv2/refusals.ts';
import { required } from '../apigatewayv2/required.ts';
import type { RestApiRecord } from '../apigatewayv2/state.ts';
import type { Operation } from '../core/operation.ts';
import { findResource, findRestApi } from './find-rest-api.ts';
import { newId } from './new-rest-api.ts';

export const createResource: Operation<CreateResourceRequest, Resource> = {
  schema: CreateResource$,
  run(input, context) {
    const record = findRestApi(context, required(input.restApiId, 'restApiId'));
    const parent = findResource(record, required(input.parentId, 'parentId'));
    const pathPart = required(input.pathPart, 'pathPart');
    checkPathPart(pathPart, parent);
    checkSiblings(pathPart, parent, record);

    const id = newId(context, 6);
    const path = `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
    const resource: Resource = { id, parentId: parent.id, pathPart, path };
    record.resources.set(id, resource);
    return resource;
  },
};

function checkPathPart(pathPart: string, parent: Resource): void {
  if (!/^([a-zA-Z0-9._:-]+|\{[a-zA-Z0-9._:-]+\+?\})$/.test(pathPart)) {
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  }
  if (parent.pathPart?.endsWith('+}')) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.path}`);
  }
}

function checkSiblings(pathPart: string, parent: Resource, { resources }: RestApiRecord): void {
  const siblings = [...resources.values()].filter(({ parentId }) => parentId === parent.id);
  if (siblings.some((each) => each.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = siblings.find((each) => each.pathPart?.startsWith('{'));
  if (pathPart.startsWith('{') && variable !== undefined) {
    throw badRequest(
      `A sibling (${variable.id}) of this resource already has a variable path part -- only one is allowed`,
    );
  }
}
