import { type Method, PutMethod$, type PutMethodRequest } from '@aws-sdk/client-api-gateway';
import { conflict } from '../apigatewayv2/refusals.ts';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findResource, findRestApi } from './find-rest-api.ts';
import { checkMethod } from './method-rules.ts';

export const putMethod: Operation<PutMethodRequest, Method> = {
  schema: PutMethod$,
  run(input, context) {
    const record = findRestApi(context, required(input.restApiId, 'restApiId'));
    const resource = findResource(record, required(input.resourceId, 'resourceId'));
    const name = required(input.httpMethod, 'httpMethod');
    checkMethod(input, record);
    if (resource.resourceMethods?.[name] !== undefined) {
      throw conflict('Method already exists for this resource');
    }

    const { restApiId: _, resourceId: __, ...settings } = input;
    const method: Method = { ...settings, apiKeyRequired: input.apiKeyRequired ?? false };
    resource.resourceMethods = { ...resource.resourceMethods, [name]: method };
    return method;
  },
};
