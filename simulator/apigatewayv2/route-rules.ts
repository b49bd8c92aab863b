import { AuthorizationType, type CreateRouteRequest } from '@aws-sdk/client-apigatewayv2';
import { badRequest, conflict, notFound } from './refusals.ts';
import { oneOf } from './required.ts';
import type { ApiRecord } from './state.ts';

const HTTP_ROUTE_KEY = /^(\$default|(ANY|GET|HEAD|OPTIONS|PUT|PATCH|POST|DELETE) \/\S*)$/;

export function checkRouteKey(key: string, { api, routes }: ApiRecord): void {
  if (api.ProtocolType === 'HTTP' && !HTTP_ROUTE_KEY.test(key)) {
    throw badRequest(
      'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
    );
  }
  if ([...routes.values()].some(({ RouteKey }) => RouteKey === key)) {
    throw conflict(`Route with key ${key} already exists for this API`);
  }
}

export function checkAuthorization(input: CreateRouteRequest, record: ApiRecord): void {
  const type = input.AuthorizationType ?? 'NONE';
  oneOf(type, AuthorizationType, 'authorizationType');
  if (record.api.ProtocolType === 'WEBSOCKET') {
    checkWebSocketAuthorization(type, input.RouteKey);
  } else if (input.ApiKeyRequired === true) {
    throw badRequest('ApiKeyRequired is not currently supported for HTTP APIs');
  }
  if (type === 'CUSTOM' || type === 'JWT') {
    checkAuthorizer(type, input.AuthorizerId, record);
  } else if (input.AuthorizerId !== undefined) {
    throw badRequest('AuthorizerId may be set only with authorization type CUSTOM or JWT');
  }
  if (type !== 'JWT' && (input.AuthorizationScopes?.length ?? 0) > 0) {
    throw badRequest('AuthorizationScopes may be set only with authorization type JWT');
  }
}

/** `integrations/ID` of an integration of this API. */
export function checkRouteTarget(target: string | undefined, { integrations }: ApiRecord): void {
  if (target === undefined) {
    return;
  }
  const [, id] = /^integrations\/(.+)$/.exec(target) ?? [];
  if (id === undefined) {
    throw badRequest('Invalid target specified. It must be integrations/<integration id>');
  }
  if (!integrations.has(id)) {
    throw notFound('Invalid Integration identifier specified');
  }
}

function checkWebSocketAuthorization(type: AuthorizationType, routeKey: string | undefined): void {
  if (type === 'JWT') {
    throw badRequest('JWT authorization is only supported for HTTP protocol Apis');
  }
  if (type !== 'NONE' && routeKey !== '$connect') {
    throw badRequest('Currently, authorization is restricted to the $connect route only');
  }
}

function checkAuthorizer(type: 'CUSTOM' | 'JWT', id: string | undefined, { authorizers }: ApiRecord): void {
  const wanted = type === 'JWT' ? 'JWT' : 'REQUEST';
  if (id === undefined || authorizers.get(id)?.AuthorizerType !== wanted) {
    throw badRequest(
      type === 'JWT'
        ? 'Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid authorizer.'
        : 'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  }
}
