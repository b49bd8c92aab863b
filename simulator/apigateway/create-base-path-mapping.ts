import {
  type BasePathMapping,
  CreateBasePathMapping$,
  type CreateBasePathMappingRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../apigatewayv2/refusals.ts';
import { required } from '../apigatewayv2/required.ts';
import type { Operation } from '../core/operation.ts';
import { findDomainName, type VisibleDomainName } from './find-domain-name.ts';
import { findRestApi, findStage } from './find-rest-api.ts';
import { newId } from './new-rest-api.ts';
import { toBasePathMapping, toMappingKey } from './to-base-path-mapping.ts';

export const createBasePathMapping: Operation<CreateBasePathMappingRequest, BasePathMapping> = {
  schema: CreateBasePathMapping$,
  run(input, context) {
    const found = findDomainName(context, required(input.domainName, 'domainName'), input.domainNameId);
    const key = toMappingKey(input.basePath);
    checkKey(key, found);
    const { restApiId, stages } = findRestApi(context, required(input.restApiId, 'restApiId'));
    findStage(stages, required(input.stage, 'stage'));

    const mapping = { ApiId: restApiId, ApiMappingId: newId(context, 6), ApiMappingKey: key, Stage: input.stage };
    found.mappings.set(mapping.ApiMappingId, mapping);
    return toBasePathMapping(mapping);
  },
};

function checkKey(key: string, { mappings }: VisibleDomainName): void {
  if (key.includes('/')) {
    throw badRequest(
      "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
    );
  }
  if (!/^[A-Za-z0-9$_.+!*'()-]*$/.test(key)) {
    throw badRequest("A base path may only contain letters, numbers and one of $-_.+!*'()");
  }
  if ([...mappings.values()].some((mapping) => mapping.ApiMappingKey === key)) {
    throw conflict('Base path already exists for this domain name');
  }
}
