import { AuthorizerType, type CreateAuthorizerRequest } from '@aws-sdk/client-apigatewayv2';
import { badRequest, conflict } from './refusals.ts';
import { oneOf, required } from './required.ts';
import type { ApiRecord } from './state.ts';

const HTTP_SOURCE = /^\$(request\.(header|querystring)\.\S+|request\.path|context\.\S+|stageVariables\.\S+)$/;
const JWT_SOURCE = /^\$request\.(header|querystring)\.\S+$/;
const WEBSOCKET_SOURCE = /^(route\.request\.(header|querystring)|stageVariables|context)\.\S+$/;

export function checkAuthorizer(input: CreateAuthorizerRequest, record: ApiRecord): void {
  const name = required(input.Name, 'Name');
  const type = required(input.AuthorizerType, 'AuthorizerType');
  oneOf(type, AuthorizerType, 'authorizerType');
  if ([...record.authorizers.values()].some(({ Name }) => Name === name)) {
    throw conflict(`Authorizer with name ${name} already exists for this API`);
  }
  if (type === 'JWT') {
    checkJwt(input, record.api.ProtocolType === 'WEBSOCKET');
  } else {
    checkRequest(input, record.api.ProtocolType === 'WEBSOCKET');
  }
}

function checkJwt(input: CreateAuthorizerRequest, isWebSocket: boolean): void {
  if (isWebSocket) {
    throw badRequest('JWT authorizers are only supported for HTTP protocol Apis');
  }
  const [source, ...others] = input.IdentitySource ?? [];
  if (source === undefined || others.length > 0 || !JWT_SOURCE.test(source)) {
    throw badRequest('JWT authorizers require exactly one identity source, a header or a query string parameter');
  }
  const issuer = required(input.JwtConfiguration?.Issuer, 'JwtConfiguration.Issuer');
  if (!issuer.startsWith('https://')) {
    throw badRequest(`Caught exception when connecting to ${issuer} for issuer. Please try again later.`);
  }
  if ((input.JwtConfiguration?.Audience?.length ?? 0) === 0) {
    throw badRequest('JwtConfiguration.Audience is a required field');
  }
}

function checkRequest(input: CreateAuthorizerRequest, isWebSocket: boolean): void {
  if (!required(input.AuthorizerUri, 'AuthorizerUri').startsWith('arn:aws')) {
    throw badRequest('Invalid Authorizer URI');
  }
  const pattern = isWebSocket ? WEBSOCKET_SOURCE : HTTP_SOURCE;
  for (const source of input.IdentitySource ?? []) {
    if (!pattern.test(source)) {
      throw badRequest(`Invalid mapping expression specified: ${source}`);
    }
  }
  if (isWebSocket) {
    refuseHttpOnly(input);
  } else {
    checkHttpRequest(input);
  }
}

function refuseHttpOnly(input: CreateAuthorizerRequest): void {
  if (
    input.AuthorizerPayloadFormatVersion !== undefined ||
    input.EnableSimpleResponses === true ||
    input.AuthorizerResultTtlInSeconds !== undefined
  ) {
    throw badRequest(
      'AuthorizerPayloadFormatVersion, EnableSimpleResponses and AuthorizerResultTtlInSeconds are only supported for HTTP protocol Apis',
    );
  }
}

function checkHttpRequest(input: CreateAuthorizerRequest): void {
  const version = input.AuthorizerPayloadFormatVersion;
  if (version === undefined) {
    throw badRequest('AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer');
  }
  if (version !== '1.0' && version !== '2.0') {
    throw badRequest(`Invalid authorizerPayloadFormatVersion specified: ${version}`);
  }
  const ttl = input.AuthorizerResultTtlInSeconds ?? 0;
  if (ttl < 0 || ttl > 3600) {
    throw badRequest('Authorizer result TTL must be between 0 and 3600 seconds');
  }
}
