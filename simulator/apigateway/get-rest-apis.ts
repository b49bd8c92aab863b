import { GetRestApis$, type GetRestApisRequest, type RestApis } from '@aws-sdk/client-api-gateway';
import { apiGatewayOf } from '../apigatewayv2/state.ts';
import type { Operation } from '../core/operation.ts';
import { page } from './page.ts';
import { toRestApi } from './to-rest-api.ts';

export const getRestApis: Operation<GetRestApisRequest, RestApis> = {
  schema: GetRestApis$,
  run(input, context) {
    const all = [...apiGatewayOf(context).restApis.values()];
    const { items, position } = page(all, ({ restApiId }) => restApiId, input, context.world);
    return { items: items.map((record) => toRestApi(context, record)), position };
  },
};
