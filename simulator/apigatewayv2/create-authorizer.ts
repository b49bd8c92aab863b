import {
  type Authorizer,
  CreateAuthorizer$,
  type CreateAuthorizerRequest,
  type CreateAuthorizerResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { checkAuthorizer } from './authorizer-rules.ts';
import { findApi } from './find-api.ts';
import { required } from './required.ts';

export const createAuthorizer: Operation<CreateAuthorizerRequest, CreateAuthorizerResponse> = {
  schema: CreateAuthorizer$,
  run(input, context) {
    const record = findApi(context, required(input.ApiId, 'ApiId'));
    checkAuthorizer(input, record);

    const { ApiId: _, ...settings } = input;
    const id = context.ids.text(6, 'abcdefghijklmnopqrstuvwxyz0123456789');
    const authorizer: Authorizer = { ...settings, AuthorizerId: id };
    record.authorizers.set(id, authorizer);
    return authorizer;
  },
};
