import { notFound } from '../apigatewayv2/refusals.ts';
import { apiGatewayOf, type RestApiRecord } from '../apigatewayv2/state.ts';
import type { OperationContext } from '../core/operation.ts';

/** A REST API; an HTTP or WebSocket API is not found, as in AWS. */
export function findRestApi(context: OperationContext, restApiId: string): RestApiRecord {
  const record = apiGatewayOf(context).restApis.get(restApiId);
  if (record === undefined) {
    throw notFound(`Invalid API identifier specified ${context.account}:${restApiId}`);
  }
  return record;
}

export function findResource({ resources }: RestApiRecord, id: string) {
  return found(resources.get(id), 'Resource');
}

export function findAuthorizer({ authorizers }: RestApiRecord, id: string) {
  return found(authorizers.get(id), 'Authorizer');
}

export function findStage<T>(stages: ReadonlyMap<string, T>, name: string): T {
  return found(stages.get(name), 'stage');
}

function found<T>(value: T | undefined, kind: string): T {
  if (value === undefined) {
    throw notFound(`Invalid ${kind} identifier specified`);
  }
  return value;
}
