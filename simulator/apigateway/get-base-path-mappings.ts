import {
  type BasePathMappings,
  GetBasePathMappings$,
  type GetBasePathMappingsRequest,
} from '@aws-sdk/client-api-gateway';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findDomainName } from './find-domain-name.ts';
import { page } from './page.ts';
import { basePathMappings } from './to-base-path-mapping.ts';

export const getBasePathMappings: Operation<GetBasePathMappingsRequest, BasePathMappings> = {
  schema: GetBasePathMappings$,
  run(input, context) {
    const found = findDomainName(context, required(input.domainName, 'domainName'), input.domainNameId);
    return page(basePathMappings(found), ({ basePath = '' }) => basePath, input, context.world);
  },
};
