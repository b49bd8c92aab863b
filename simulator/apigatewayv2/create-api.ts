import {
  type Api,
  CreateApi$,
  type CreateApiRequest,
  type CreateApiResponse,
  ProtocolType,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation, OperationContext } from '../core/operation.ts';
import { checkApiSettings, defaultRouteSelection } from './api-rules.ts';
import { apiArn } from './arns.ts';
import { createIntegration } from './create-integration.ts';
import { createRoute } from './create-route.ts';
import { createStage } from './create-stage.ts';
import { badRequest } from './refusals.ts';
import { oneOf, required } from './required.ts';
import { apiGatewayOf } from './state.ts';
import { addTags, checkTags, tagsOf } from './tags.ts';

export const createApi: Operation<CreateApiRequest, CreateApiResponse> = {
  schema: CreateApi$,
  run(input, context) {
    required(input.Name, 'Name');
    const protocol = required(input.ProtocolType, 'ProtocolType');
    oneOf(protocol, ProtocolType, 'protocolType');
    checkApiSettings(protocol, input);
    if (protocol === 'WEBSOCKET') {
      checkWebSocketApi(input);
    }
    checkTags(context, '', input.Tags);

    const api = addApi(input, context);
    addTags(context, apiArn(context, api.ApiId ?? ''), input.Tags);
    quickCreate(api.ApiId ?? '', input, context);
    return { ...api, Tags: tagsOf(context, apiArn(context, api.ApiId ?? '')) };
  },
};

function checkWebSocketApi(input: CreateApiRequest): void {
  required(input.RouteSelectionExpression, 'RouteSelectionExpression');
  if (input.Target !== undefined || input.RouteKey !== undefined || input.CredentialsArn !== undefined) {
    throw badRequest('Quick create is only supported for HTTP protocol Apis');
  }
}

function addApi(input: CreateApiRequest, context: OperationContext): Api {
  const id = context.ids.text(10, 'abcdefghijklmnopqrstuvwxyz0123456789');
  const scheme = input.ProtocolType === 'WEBSOCKET' ? 'wss' : 'https';
  const api: Api = {
    ApiEndpoint: `${scheme}://${id}.execute-api.${context.region}.amazonaws.com`,
    ApiId: id,
    ApiKeySelectionExpression: input.ApiKeySelectionExpression ?? '$request.header.x-api-key',
    CorsConfiguration: input.CorsConfiguration,
    CreatedDate: new Date(context.clock.now()),
    Description: input.Description,
    DisableSchemaValidation: input.DisableSchemaValidation,
    DisableExecuteApiEndpoint: input.DisableExecuteApiEndpoint ?? false,
    IpAddressType: input.IpAddressType ?? 'ipv4',
    Name: input.Name,
    ProtocolType: input.ProtocolType,
    RouteSelectionExpression: defaultRouteSelection(input.ProtocolType ?? '', input.RouteSelectionExpression),
    Version: input.Version,
  };
  const children = { routes: new Map(), authorizers: new Map(), integrations: new Map(), stages: new Map() };
  apiGatewayOf(context).apis.set(id, { api, ...children });
  return api;
}

/** A target makes an HTTP API complete at once: an integration, a route to it and a deployed `$default` stage. */
function quickCreate(apiId: string, input: CreateApiRequest, context: OperationContext): void {
  if (input.Target === undefined) {
    return;
  }
  const isUrl = /^https?:\/\//.test(input.Target);
  const { IntegrationId } = createIntegration.run(
    {
      ApiId: apiId,
      IntegrationType: isUrl ? 'HTTP_PROXY' : 'AWS_PROXY',
      IntegrationUri: input.Target,
      IntegrationMethod: isUrl ? 'ANY' : undefined,
      PayloadFormatVersion: isUrl ? '1.0' : '2.0',
      CredentialsArn: input.CredentialsArn,
    },
    context,
  );
  const RouteKey = input.RouteKey ?? '$default';
  createRoute.run({ ApiId: apiId, RouteKey, Target: `integrations/${IntegrationId}` }, context);
  createStage.run({ ApiId: apiId, StageName: '$default', AutoDeploy: true }, context);
}
