import { CreateRestApi$, type CreateRestApiRequest, type RestApi } from '@aws-sdk/client-api-gateway';
import { restApiArn } from '../apigatewayv2/arns.ts';
import { addTags, checkTags } from '../apigatewayv2/tags.ts';
import type { Operation } from '../core/operation.ts';
import { newRestApi } from './new-rest-api.ts';
import { checkRestApi, endpointOf } from './rest-api-rules.ts';
import { toRestApi } from './to-rest-api.ts';

export const createRestApi: Operation<CreateRestApiRequest, RestApi> = {
  schema: CreateRestApi$,
  run(input, context) {
    checkRestApi(input);
    checkTags(context, '', input.tags);
    const { tags, cloneFrom: _, endpointConfiguration, ...settings } = input;
    const endpoint = endpointOf(endpointConfiguration);

    const record = newRestApi(context, { ...settings, endpointConfiguration: endpoint });
    addTags(context, restApiArn(context, record.restApiId), tags);
    return toRestApi(context, record);
  },
};
