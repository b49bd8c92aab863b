import {
  GetIntegrations$,
  type GetIntegrationsRequest,
  type GetIntegrationsResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApi } from './find-api.ts';
import { page } from './page.ts';
import { required } from './required.ts';

export const getIntegrations: Operation<GetIntegrationsRequest, GetIntegrationsResponse> = {
  schema: GetIntegrations$,
  run(input, context) {
    const { integrations } = findApi(context, required(input.ApiId, 'ApiId'));
    const { items, nextToken } = page(integrations, input, context.world);
    return {
      Items: items,
      NextToken: nextToken,
    };
  },
};
