import { GetRoute$, type GetRouteRequest, type GetRouteResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApi } from './find-api.ts';
import { findChild } from './find-child.ts';
import { required } from './required.ts';

export const getRoute: Operation<GetRouteRequest, GetRouteResult> = {
  schema: GetRoute$,
  run(input, context) {
    const { routes } = findApi(context, required(input.ApiId, 'ApiId'));
    return findChild(routes, input.RouteId, 'route');
  },
};
