import type { PutMethodRequest } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../apigatewayv2/refusals.ts';
import { required } from '../apigatewayv2/required.ts';
import type { RestApiRecord } from '../apigatewayv2/state.ts';

const HTTP_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'ANY'];
const AUTHORIZATION_TYPES = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'];
const REQUEST_PARAMETER = /^method\.request\.(header|querystring|path)\.\S+$/;

export function checkMethod(input: PutMethodRequest, record: RestApiRecord): void {
  if (!HTTP_METHODS.includes(input.httpMethod ?? '')) {
    throw badRequest('Invalid HTTP method specified');
  }
  checkAuthorization(input, record);
  for (const name of Object.keys(input.requestParameters ?? {})) {
    if (!REQUEST_PARAMETER.test(name)) {
      throw badRequest(`Invalid mapping expression specified: ${name}`);
    }
  }
}

function checkAuthorization(input: PutMethodRequest, { authorizers }: RestApiRecord): void {
  const type = required(input.authorizationType, 'authorizationType');
  if (!AUTHORIZATION_TYPES.includes(type)) {
    throw badRequest(`Invalid authorizationType specified: ${type}`);
  }
  const authorizer = authorizers.get(input.authorizerId ?? '');
  const isCognito = authorizer?.type === 'COGNITO_USER_POOLS';
  const fits = authorizer !== undefined && isCognito === (type === 'COGNITO_USER_POOLS');
  if ((type === 'CUSTOM' || type === 'COGNITO_USER_POOLS') && !fits) {
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  }
  if (type !== 'COGNITO_USER_POOLS' && (input.authorizationScopes?.length ?? 0) > 0) {
    throw badRequest('Authorization scopes are supported for COGNITO_USER_POOLS authorization only');
  }
}
