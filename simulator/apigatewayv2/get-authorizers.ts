import { GetAuthorizers$, type GetAuthorizersRequest, type GetAuthorizersResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApi } from './find-api.ts';
import { page } from './page.ts';
import { required } from './required.ts';

export const getAuthorizers: Operation<GetAuthorizersRequest, GetAuthorizersResponse> = {
  schema: GetAuthorizers$,
  run(input, context) {
    const { authorizers } = findApi(context, required(input.ApiId, 'ApiId'));
    const { items, nextToken } = page(authorizers, input, context.world);
    return {
      Items: items,
      NextToken: nextToken,
    };
  },
};
