import type { RestApi, Stage } from '@aws-sdk/client-api-gateway';
import { apiGatewayOf, type RestApiRecord } from '../apigatewayv2/state.ts';
import type { OperationContext } from '../core/operation.ts';

const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A REST API with its root resource and nothing else. Nothing is checked. */
export function newRestApi(context: OperationContext, settings: RestApi): RestApiRecord {
  const restApiId = newId(context, 10);
  const rootResourceId = newId(context, 10);
  const api: RestApi = {
    ...settings,
    id: restApiId,
    createdDate: new Date(context.clock.now()),
    apiKeySource: settings.apiKeySource ?? 'HEADER',
    endpointConfiguration: settings.endpointConfiguration ?? { types: ['EDGE'], ipAddressType: 'ipv4' },
    disableExecuteApiEndpoint: settings.disableExecuteApiEndpoint ?? false,
    rootResourceId,
    apiStatus: 'AVAILABLE',
  };
  const record: RestApiRecord = {
    restApiId,
    api,
    resources: new Map([[rootResourceId, { id: rootResourceId, path: '/' }]]),
    authorizers: new Map(),
    stages: new Map(),
  };
  apiGatewayOf(context).restApis.set(restApiId, record);
  return record;
}

/** A stage as a deployment would have made it: deployments are not simulated. */
export function putRestStage(context: OperationContext, record: RestApiRecord, stageName: string): Stage {
  const now = new Date(context.clock.now());
  const stage: Stage = {
    stageName,
    deploymentId: newId(context, 6),
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {},
    tracingEnabled: false,
    createdDate: now,
    lastUpdatedDate: now,
  };
  record.stages.set(stageName, stage);
  return stage;
}

export function newId(context: OperationContext, length: number): string {
  return context.ids.text(length, ID_ALPHABET);
}
