import { GetRestApi$, type GetRestApiRequest, type RestApi } from '@aws-sdk/client-api-gateway';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findRestApi } from './find-rest-api.ts';
import { toRestApi } from './to-rest-api.ts';

export const getRestApi: Operation<GetRestApiRequest, RestApi> = {
  schema: GetRestApi$,
  run: (input, context) => toRestApi(context, findRestApi(context, required(input.restApiId, 'restApiId'))),
};
