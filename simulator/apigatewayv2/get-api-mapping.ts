import { GetApiMapping$, type GetApiMappingRequest, type GetApiMappingResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApiMapping } from './find-api-mapping.ts';
import { findDomainName } from './find-domain-name.ts';
import { required } from './required.ts';

export const getApiMapping: Operation<GetApiMappingRequest, GetApiMappingResponse> = {
  schema: GetApiMapping$,
  run(input, context) {
    const record = findDomainName(context, required(input.DomainName, 'DomainName'));
    return findApiMapping(record, input.ApiMappingId);
  },
};
