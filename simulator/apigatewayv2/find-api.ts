import type { OperationContext } from '../core/operation.ts';
import { badRequest, notFound } from './refusals.ts';
import { type ApiRecord, apiGatewayOf } from './state.ts';

/** An HTTP or WebSocket API; a REST API is not found, as in AWS. */
export function findApi(context: OperationContext, apiId: string): ApiRecord {
  const record = apiGatewayOf(context).apis.get(apiId);
  if (record === undefined) {
    throw notFound(`Invalid API identifier specified ${context.account}:${apiId}`);
  }
  return record;
}

/** The stage a mapping or a routing rule sends requests to, of an API of any kind. */
export function checkTarget(context: OperationContext, apiId: string, stage: string): void {
  const state = apiGatewayOf(context);
  const stages = state.apis.get(apiId)?.stages ?? state.restApis.get(apiId)?.stages;
  if (stages === undefined) {
    throw badRequest('Invalid API identifier specified');
  }
  if (!stages.has(stage)) {
    throw badRequest('Invalid stage identifier specified');
  }
}
