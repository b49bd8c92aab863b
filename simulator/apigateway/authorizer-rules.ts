import { AuthorizerType, type CreateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../apigatewayv2/refusals.ts';
import { oneOf, required } from '../apigatewayv2/required.ts';
import type { RestApiRecord } from '../apigatewayv2/state.ts';

const HEADER_SOURCE = /^method\.request\.header\.[^\s,]+$/;
const REQUEST_SOURCE = /^(method\.request\.(header|querystring)|context|stageVariables)\.[^\s,]+$/;
const MAXIMUM_TTL_SECONDS = 3600;

export function checkAuthorizer(input: CreateAuthorizerRequest, { authorizers }: RestApiRecord): void {
  const name = required(input.name, 'name');
  const type = required(input.type, 'type');
  oneOf(type, AuthorizerType, 'type');
  if ([...authorizers.values()].some((each) => each.name === name)) {
    throw badRequest(`Authorizer name must be unique. Authorizer ${name} already exists in this RestApi.`);
  }
  checkTarget(input);
  checkIdentitySource(input);
  const ttl = input.authorizerResultTtlInSeconds ?? 0;
  if (ttl < 0 || ttl > MAXIMUM_TTL_SECONDS) {
    throw badRequest(`Authorizer result TTL must be between 0 and ${MAXIMUM_TTL_SECONDS} seconds`);
  }
}

function checkTarget({ type, providerARNs = [], authorizerUri = '' }: CreateAuthorizerRequest): void {
  if (type === 'COGNITO_USER_POOLS') {
    if (providerARNs.length === 0) throw badRequest('COGNITO_USER_POOLS authorizers require at least one provider ARN');
  } else if (!authorizerUri.startsWith('arn:aws')) {
    throw badRequest('Invalid Authorizer URI');
  }
}

/** One header for TOKEN and COGNITO_USER_POOLS; for REQUEST a list with commas, needed only where answers are cached. */
function checkIdentitySource({
  type,
  identitySource = '',
  authorizerResultTtlInSeconds,
}: CreateAuthorizerRequest): void {
  const mayBeMissing = type === 'COGNITO_USER_POOLS' || (type === 'REQUEST' && authorizerResultTtlInSeconds === 0);
  if (identitySource === '' && mayBeMissing) return;
  const sources = type === 'REQUEST' ? identitySource.split(',').map((source) => source.trim()) : [identitySource];
  const pattern = type === 'REQUEST' ? REQUEST_SOURCE : HEADER_SOURCE;
  for (const source of sources) {
    if (!pattern.test(source)) throw badRequest(`Invalid mapping expression specified: ${source}`);
  }
}
