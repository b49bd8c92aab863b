import { DeleteRoute$, type DeleteRouteRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApi } from './find-api.ts';
import { findChild } from './find-child.ts';
import { required } from './required.ts';

export const deleteRoute: Operation<DeleteRouteRequest, object> = {
  schema: DeleteRoute$,
  run(input, context) {
    const { routes } = findApi(context, required(input.ApiId, 'ApiId'));
    const { RouteId } = findChild(routes, input.RouteId, 'route');

    routes.delete(RouteId ?? '');
    return {};
  },
};
