import {
  CreateRoute$,
  type CreateRouteRequest,
  type CreateRouteResult,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApi } from './find-api.ts';
import { required } from './required.ts';
import { checkAuthorization, checkRouteKey, checkRouteTarget } from './route-rules.ts';

export const createRoute: Operation<CreateRouteRequest, CreateRouteResult> = {
  schema: CreateRoute$,
  run(input, context) {
    const record = findApi(context, required(input.ApiId, 'ApiId'));
    checkRouteKey(required(input.RouteKey, 'RouteKey'), record);
    checkAuthorization(input, record);
    checkRouteTarget(input.Target, record);

    const { ApiId: _, ...settings } = input;
    const id = context.ids.text(7, 'abcdefghijklmnopqrstuvwxyz0123456789');
    const route: Route = {
      ...settings,
      RouteId: id,
      ApiKeyRequired: input.ApiKeyRequired ?? false,
      AuthorizationType: input.AuthorizationType ?? 'NONE',
    };
    record.routes.set(id, route);
    return route;
  },
};
