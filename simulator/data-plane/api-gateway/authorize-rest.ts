import type { Authorizer, Method } from '@aws-sdk/client-api-gateway';
import type { RestApiRecord } from '../../apigatewayv2/state.ts';
import { explicitlyDenied, forbidden, type GatewayAnswer, unauthorized } from './gateway-answer.ts';
import { type GatewayRequest, headerOf } from './gateway-request.ts';
import { identityOf, isDenied, isGood } from './identity-sources.ts';
import { signatureProblem } from './signature-problem.ts';

/** Why a method of a REST API does not let a request in; undefined when it does. The API key is asked for after the authorizer. */
export function refusalOfRestMethod(
  method: Method,
  record: RestApiRecord,
  request: GatewayRequest,
): GatewayAnswer | undefined {
  return refusalOfCaller(method, record, request) ?? refusalOfKey(method, record, request);
}

function refusalOfCaller(
  { authorizationType = 'NONE', authorizerId = '' }: Method,
  { authorizers }: RestApiRecord,
  request: GatewayRequest,
): GatewayAnswer | undefined {
  if (authorizationType === 'NONE') return undefined;
  if (authorizationType === 'AWS_IAM') return signatureProblem(request);
  const authorizer = authorizers.get(authorizerId);
  return authorizationType === 'COGNITO_USER_POOLS'
    ? refusalOfToken(authorizer, request)
    : refusalOfFunction(authorizer, request);
}

function refusalOfToken(authorizer: Authorizer | undefined, request: GatewayRequest): GatewayAnswer | undefined {
  const [token] = identityOf(sourcesOf(authorizer, 'method.request.header.Authorization'), request) ?? [];
  return token !== undefined && isGood(token) ? undefined : unauthorized;
}

function refusalOfFunction(authorizer: Authorizer | undefined, request: GatewayRequest): GatewayAnswer | undefined {
  const values = identityOf(sourcesOf(authorizer, ''), request);
  if (values === undefined) return unauthorized;
  return isDenied(values) ? explicitlyDenied : undefined;
}

/** With `AUTHORIZER` as source, the authorizer's answer brings the key; every key is taken to be one of a usage plan. */
function refusalOfKey(
  { apiKeyRequired }: Method,
  { api }: RestApiRecord,
  request: GatewayRequest,
): GatewayAnswer | undefined {
  const isWanted = apiKeyRequired === true && api.apiKeySource !== 'AUTHORIZER';
  return isWanted && !headerOf(request, 'x-api-key') ? forbidden : undefined;
}

function sourcesOf(authorizer: Authorizer | undefined, otherwise: string): string[] {
  return (authorizer?.identitySource ?? otherwise).split(',').map((source) => source.trim());
}
