import { GetRoutes$, type GetRoutesRequest, type GetRoutesResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApi } from './find-api.ts';
import { page } from './page.ts';
import { required } from './required.ts';

export const getRoutes: Operation<GetRoutesRequest, GetRoutesResponse> = {
  schema: GetRoutes$,
  run(input, context) {
    const { routes } = findApi(context, required(input.ApiId, 'ApiId'));
    const { items, nextToken } = page(routes, input, context.world);
    return {
      Items: items,
      NextToken: nextToken,
    };
  },
};
