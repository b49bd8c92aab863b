import type { Authorizer, Route } from '@aws-sdk/client-apigatewayv2';
import type { ApiRecord } from '../../apigatewayv2/state.ts';
import { explicitlyDenied, forbidden, type GatewayAnswer, refused, unauthorized } from './gateway-answer.ts';
import { type GatewayRequest, headerOf } from './gateway-request.ts';
import { identityOf, isDenied, isGood } from './identity-sources.ts';
import { signatureProblem } from './signature-problem.ts';

/** Why a route of an HTTP API does not let a request in; undefined when it does. */
export function refusalOfHttpRoute(
  { AuthorizationType = 'NONE', AuthorizerId = '' }: Route,
  { authorizers }: ApiRecord,
  request: GatewayRequest,
): GatewayAnswer | undefined {
  if (AuthorizationType === 'NONE') return undefined;
  if (AuthorizationType === 'AWS_IAM') return signatureProblem(request) && refused(403, 'Forbidden');
  const values = identityOf(authorizers.get(AuthorizerId)?.IdentitySource ?? [], request);
  if (AuthorizationType === 'JWT') return refusalOfToken(values?.[0]);
  if (values === undefined) return refused(401, 'Unauthorized');
  return isDenied(values) ? refused(403, 'Forbidden') : undefined;
}

/** Why the `$connect` route of a WebSocket API does not let a handshake in; its refusals look like those of REST APIs. */
export function refusalOfConnect(
  { AuthorizationType = 'NONE', AuthorizerId = '', ApiKeyRequired }: Route,
  { authorizers }: ApiRecord,
  request: GatewayRequest,
): GatewayAnswer | undefined {
  const isKeyMissing = ApiKeyRequired === true && !headerOf(request, 'x-api-key');
  const ofCaller = {
    NONE: () => undefined,
    JWT: () => unauthorized,
    AWS_IAM: () => signatureProblem(request),
    CUSTOM: () => refusalOfConnectIdentity(authorizers.get(AuthorizerId), request),
  };
  return ofCaller[AuthorizationType]() ?? (isKeyMissing ? forbidden : undefined);
}

/** The words of `www-authenticate` are AWS's for a token that it cannot read. */
function refusalOfToken(token: string | undefined): GatewayAnswer | undefined {
  if (token === undefined) return refused(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
  const problem = 'Bearer scope="" error="invalid_token" error_description="unable to decode token"';
  return isGood(token) ? undefined : refused(401, 'Unauthorized', { 'www-authenticate': problem });
}

function refusalOfConnectIdentity(
  authorizer: Authorizer | undefined,
  request: GatewayRequest,
): GatewayAnswer | undefined {
  const values = identityOf(authorizer?.IdentitySource ?? [], request);
  if (values === undefined) return unauthorized;
  return isDenied(values) ? explicitlyDenied : undefined;
}
