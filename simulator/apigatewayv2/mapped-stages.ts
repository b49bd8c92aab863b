import type { OperationContext } from '../core/operation.ts';
import { apiGatewayOf } from './state.ts';

/** Whether a domain name still sends requests to this API (or to this stage of it). */
export function isMapped(context: OperationContext, apiId: string, stage?: string): boolean {
  const records = [...apiGatewayOf(context).domainNames.values()];
  return records.some(({ mappings }) =>
    [...mappings.values()].some((each) => each.ApiId === apiId && (stage === undefined || each.Stage === stage)),
  );
}
