import { DeleteApiMapping$, type DeleteApiMappingRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findApiMapping } from './find-api-mapping.ts';
import { findRegionalDomainName } from './find-domain-name.ts';
import { required } from './required.ts';

export const deleteApiMapping: Operation<DeleteApiMappingRequest, object> = {
  schema: DeleteApiMapping$,
  run(input, context) {
    const record = findRegionalDomainName(context, required(input.DomainName, 'DomainName'));
    const { ApiMappingId } = findApiMapping(record, input.ApiMappingId);

    record.mappings.delete(ApiMappingId ?? '');
    return {};
  },
};
