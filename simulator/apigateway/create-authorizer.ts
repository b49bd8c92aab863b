import { type Authorizer, CreateAuthorizer$, type CreateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { checkAuthorizer } from './authorizer-rules.ts';
import { findRestApi } from './find-rest-api.ts';
import { newId } from './new-rest-api.ts';

const DEFAULT_TTL_SECONDS = 300;

export const createAuthorizer: Operation<CreateAuthorizerRequest, Authorizer> = {
  schema: CreateAuthorizer$,
  run(input, context) {
    const record = findRestApi(context, required(input.restApiId, 'restApiId'));
    checkAuthorizer(input, record);

    const { restApiId: _, ...settings } = input;
    const isCognito = input.type === 'COGNITO_USER_POOLS';
    const authorizer: Authorizer = {
      ...settings,
      id: newId(context, 6),
      authType: input.authType ?? (isCognito ? 'cognito_user_pools' : 'custom'),
      authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds ?? (isCognito ? undefined : DEFAULT_TTL_SECONDS),
    };
    record.authorizers.set(authorizer.id ?? '', authorizer);
    return authorizer;
  },
};
