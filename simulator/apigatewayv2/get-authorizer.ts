import { GetAuthorizer$, type GetAuthorizerRequest, type GetAuthorizerResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApi } from './find-api.ts';
import { findChild } from './find-child.ts';
import { required } from './required.ts';

export const getAuthorizer: Operation<GetAuthorizerRequest, GetAuthorizerResponse> = {
  schema: GetAuthorizer$,
  run(input, context) {
    const { authorizers } = findApi(context, required(input.ApiId, 'ApiId'));
    return findChild(authorizers, input.AuthorizerId, 'authorizer');
  },
};
