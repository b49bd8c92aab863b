import type { Service } from '../core/operation.ts';
import { createAuthorizer } from './create-authorizer.ts';
import { createBasePathMapping } from './create-base-path-mapping.ts';
import { createDomainName } from './create-domain-name.ts';
import { createResource } from './create-resource.ts';
import { createRestApi } from './create-rest-api.ts';
import { getAuthorizer } from './get-authorizer.ts';
import { getAuthorizers } from './get-authorizers.ts';
import { getBasePathMapping } from './get-base-path-mapping.ts';
import { getBasePathMappings } from './get-base-path-mappings.ts';
import { getDomainName } from './get-domain-name.ts';
import { getDomainNames } from './get-domain-names.ts';
import { getResources } from './get-resources.ts';
import { getRestApi } from './get-rest-api.ts';
import { getRestApis } from './get-rest-apis.ts';
import { getStage } from './get-stage.ts';
import { getStages } from './get-stages.ts';
import { putMethod } from './put-method.ts';

/** Version 1 of API Gateway's API. It signs as version 2 does, whose paths begin with `/v2/`, and shares its state. */
export const apiGateway: Service = {
  signingName: 'apigateway',
  protocol: 'rest-json',
  shapeNamespace: 'com.amazonaws.apigateway',
  operations: [
    createAuthorizer,
    createBasePathMapping,
    createDomainName,
    createResource,
    createRestApi,
    getAuthorizer,
    getAuthorizers,
    getBasePathMapping,
    getBasePathMappings,
    getDomainName,
    getDomainNames,
    getResources,
    getRestApi,
    getRestApis,
    getStage,
    getStages,
    putMethod,
  ],
};
