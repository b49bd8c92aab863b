import { GetApiMappings$, type GetApiMappingsRequest, type GetApiMappingsResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { findDomainName } from './find-domain-name.ts';
import { page } from './page.ts';
import { required } from './required.ts';

export const getApiMappings: Operation<GetApiMappingsRequest, GetApiMappingsResponse> = {
  schema: GetApiMappings$,
  run(input, context) {
    const { mappings } = findDomainName(context, required(input.DomainName, 'DomainName'));
    const { items, nextToken } = page(mappings, input, context.world);
    return { Items: items, NextToken: nextToken };
  },
};
