import {
  type ApiMapping,
  CreateApiMapping$,
  type CreateApiMappingRequest,
  type CreateApiMappingResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { checkTarget } from './find-api.ts';
import { findRegionalDomainName } from './find-domain-name.ts';
import { badRequest, conflict } from './refusals.ts';
import { required } from './required.ts';
import { apiGatewayOf, type DomainNameRecord } from './state.ts';

const MAXIMUM_MAPPINGS = 200;

export const createApiMapping: Operation<CreateApiMappingRequest, CreateApiMappingResponse> = {
  schema: CreateApiMapping$,
  run(input, context) {
    const record = findRegionalDomainName(context, required(input.DomainName, 'DomainName'));
    const apiId = required(input.ApiId, 'ApiId');
    const stage = required(input.Stage, 'Stage');
    const key = input.ApiMappingKey ?? '';
    checkKey(key, record);
    checkTarget(context, apiId, stage);
    if (record.enhancedSecurity !== undefined && !apiGatewayOf(context).restApis.has(apiId)) {
      throw badRequest('Only REST APIs can be attached to a domain name with an enhanced security policy.');
    }
    checkRoom(key, record);

    const id = context.ids.text(6, 'abcdefghijklmnopqrstuvwxyz0123456789');
    const mapping: ApiMapping = { ApiId: apiId, ApiMappingId: id, ApiMappingKey: key, Stage: stage };
    record.mappings.set(id, mapping);
    return mapping;
  },
};

function checkKey(key: string, record: DomainNameRecord): void {
  if (!/^[A-Za-z0-9$_.+!*'(),/-]*$/.test(key) || key.length > 300) {
    throw badRequest("An ApiMapping key may contain only letters, numbers and one of $-_.+!*'()/,");
  }
  if (key.startsWith('/') || key.endsWith('/') || key.includes('//')) {
    throw badRequest("An ApiMapping key should not start or end with a '/' or have consecutive '/'s.");
  }
  const [configuration] = record.domainName.DomainNameConfigurations ?? [];
  if (key.includes('/') && configuration?.SecurityPolicy === 'TLS_1_0') {
    throw badRequest('Multi-level ApiMapping keys require a REGIONAL domain name with security policy TLS_1_2.');
  }
}

function checkRoom(key: string, { mappings }: DomainNameRecord): void {
  if ([...mappings.values()].some((mapping) => mapping.ApiMappingKey === key)) {
    throw conflict('ApiMapping key already exists for this domain name');
  }
  if (mappings.size >= MAXIMUM_MAPPINGS) {
    throw badRequest(`Maximum number of API mappings for this domain name has been reached (${MAXIMUM_MAPPINGS}).`);
  }
}
