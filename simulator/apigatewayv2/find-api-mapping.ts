import type { ApiMapping } from '@aws-sdk/client-apigatewayv2';
import { notFound } from './refusals.ts';
import { required } from './required.ts';
import type { DomainNameRecord } from './state.ts';

export function findApiMapping({ mappings }: DomainNameRecord, id: string | undefined): ApiMapping {
  const mapping = mappings.get(required(id, 'ApiMappingId'));
  if (mapping === undefined) {
    throw notFound('Invalid api mapping identifier specified');
  }
  return mapping;
}
