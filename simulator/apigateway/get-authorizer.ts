import { type Authorizer, GetAuthorizer$, type GetAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findAuthorizer, findRestApi } from './find-rest-api.ts';

export const getAuthorizer: Operation<GetAuthorizerRequest, Authorizer> = {
  schema: GetAuthorizer$,
  run(input, context) {
    const record = findRestApi(context, required(input.restApiId, 'restApiId'));
    return findAuthorizer(record, required(input.authorizerId, 'authorizerId'));
  },
};
