import { type Authorizers, GetAuthorizers$, type GetAuthorizersRequest } from '@aws-sdk/client-api-gateway';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findRestApi } from './find-rest-api.ts';
import { page } from './page.ts';

export const getAuthorizers: Operation<GetAuthorizersRequest, Authorizers> = {
  schema: GetAuthorizers$,
  run(input, context) {
    const { authorizers } = findRestApi(context, required(input.restApiId, 'restApiId'));
    return page([...authorizers.values()], ({ id = '' }) => id, input, context.world);
  },
};
