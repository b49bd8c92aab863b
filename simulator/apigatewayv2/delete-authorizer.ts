import { DeleteAuthorizer$, type DeleteAuthorizerRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApi } from './find-api.ts';
import { findChild } from './find-child.ts';
import { conflict } from './refusals.ts';
import { required } from './required.ts';

export const deleteAuthorizer: Operation<DeleteAuthorizerRequest, object> = {
  schema: DeleteAuthorizer$,
  run(input, context) {
    const { authorizers, routes } = findApi(context, required(input.ApiId, 'ApiId'));
    const { AuthorizerId = '' } = findChild(authorizers, input.AuthorizerId, 'authorizer');
    const user = [...routes.values()].find((route) => route.AuthorizerId === AuthorizerId);
    if (user !== undefined) {
      throw conflict(`Cannot delete authorizer '${AuthorizerId}', is referenced in route: ${user.RouteKey}`);
    }

    authorizers.delete(AuthorizerId);
    return {};
  },
};
