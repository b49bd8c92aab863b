import { type BasePathMapping, GetBasePathMapping$, type GetBasePathMappingRequest } from '@aws-sdk/client-api-gateway';
import { notFound } from '../apigatewayv2/refusals.ts';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findDomainName } from './find-domain-name.ts';
import { basePathMappings } from './to-base-path-mapping.ts';

export const getBasePathMapping: Operation<GetBasePathMappingRequest, BasePathMapping> = {
  schema: GetBasePathMapping$,
  run(input, context) {
    const found = findDomainName(context, required(input.domainName, 'domainName'), input.domainNameId);
    const basePath = required(input.basePath, 'basePath');
    const mapping = basePathMappings(found).find((each) => each.basePath === basePath);
    if (mapping === undefined) {
      throw notFound('Invalid base path mapping identifier specified');
    }
    return mapping;
  },
};
