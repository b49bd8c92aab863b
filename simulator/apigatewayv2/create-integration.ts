import {
  CreateIntegration$,
  type CreateIntegrationRequest,
  type CreateIntegrationResult,
  type Integration,
  IntegrationType,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApi } from './find-api.ts';
import { badRequest } from './refusals.ts';
import { oneOf, required } from './required.ts';
import type { ApiRecord } from './state.ts';

export const createIntegration: Operation<CreateIntegrationRequest, CreateIntegrationResult> = {
  schema: CreateIntegration$,
  run(input, context) {
    const record = findApi(context, required(input.ApiId, 'ApiId'));
    checkIntegration(input, record);

    const { ApiId: _, ...settings } = input;
    const id = context.ids.text(7, 'abcdefghijklmnopqrstuvwxyz0123456789');
    const longest = record.api.ProtocolType === 'HTTP' ? 30_000 : 29_000;
    const integration: Integration = {
      ...settings,
      IntegrationId: id,
      ConnectionType: input.ConnectionType ?? 'INTERNET',
      TimeoutInMillis: input.TimeoutInMillis ?? longest,
    };
    record.integrations.set(id, integration);
    return integration;
  },
};

function checkIntegration(input: CreateIntegrationRequest, { api }: ApiRecord): void {
  const type = required(input.IntegrationType, 'IntegrationType');
  oneOf(type, IntegrationType, 'integrationType');
  if (api.ProtocolType !== 'HTTP') {
    return;
  }
  if (!type.endsWith('_PROXY')) {
    throw badRequest(`Invalid integration type ${type} for HTTP protocol Apis. Use AWS_PROXY or HTTP_PROXY`);
  }
  required(input.PayloadFormatVersion, 'PayloadFormatVersion');
}
