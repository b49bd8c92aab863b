import type { OperationContext } from '../core/operation.ts';
import { badRequest, notFound } from './refusals.ts';
import { apiGatewayOf, type DomainNameRecord } from './state.ts';

export const ONLY_REGIONAL =
  'Only REGIONAL domain names can be managed through the API Gateway V2 API. For EDGE domain names, please use the API Gateway V1 API. Also note that only REST APIs can be attached to EDGE domain names.';

export function findDomainName(context: OperationContext, name: string): DomainNameRecord {
  const record = apiGatewayOf(context).domainNames.get(name);
  if (record === undefined) {
    throw notFound('Invalid domain name identifier specified');
  }
  return record;
}

/** A domain name that version 2 of the API may change: one without an edge-optimized endpoint. */
export function findRegionalDomainName(context: OperationContext, name: string): DomainNameRecord {
  const record = findDomainName(context, name);
  if (record.domainName.DomainNameConfigurations?.some(({ EndpointType }) => EndpointType === 'EDGE')) {
    throw badRequest(ONLY_REGIONAL);
  }
  return record;
}
