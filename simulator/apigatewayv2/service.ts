import type { Service } from '../core/operation.ts';
import { createApi } from './create-api.ts';
import { createApiMapping } from './create-api-mapping.ts';
import { createAuthorizer } from './create-authorizer.ts';
import { createDomainName } from './create-domain-name.ts';
import { createIntegration } from './create-integration.ts';
import { createRoute } from './create-route.ts';
import { createRoutingRule } from './create-routing-rule.ts';
import { createStage } from './create-stage.ts';
import { deleteApi } from './delete-api.ts';
import { deleteApiMapping } from './delete-api-mapping.ts';
import { deleteAuthorizer } from './delete-authorizer.ts';
import { deleteDomainName } from './delete-domain-name.ts';
import { deleteRoute } from './delete-route.ts';
import { deleteRoutingRule } from './delete-routing-rule.ts';
import { deleteStage } from './delete-stage.ts';
import { getApi } from './get-api.ts';
import { getApiMapping } from './get-api-mapping.ts';
import { getApiMappings } from './get-api-mappings.ts';
import { getApis } from './get-apis.ts';
import { getAuthorizer } from './get-authorizer.ts';
import { getAuthorizers } from './get-authorizers.ts';
import { getDomainName } from './get-domain-name.ts';
import { getDomainNames } from './get-domain-names.ts';
import { getIntegrations } from './get-integrations.ts';
import { getRoute } from './get-route.ts';
import { getRoutes } from './get-routes.ts';
import { getRoutingRule } from './get-routing-rule.ts';
import { getStage } from './get-stage.ts';
import { getStages } from './get-stages.ts';
import { getTags } from './get-tags.ts';
import { listRoutingRules } from './list-routing-rules.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateApi } from './update-api.ts';
import { updateDomainName } from './update-domain-name.ts';

export const apiGatewayV2: Service = {
  signingName: 'apigateway',
  protocol: 'rest-json',
  shapeNamespace: 'com.amazonaws.apigatewayv2',
  operations: [
    createApi,
    createApiMapping,
    createAuthorizer,
    createDomainName,
    createIntegration,
    createRoute,
    createRoutingRule,
    createStage,
    deleteApi,
    deleteApiMapping,
    deleteAuthorizer,
    deleteDomainName,
    deleteRoute,
    deleteRoutingRule,
    deleteStage,
    getApi,
    getApiMapping,
    getApiMappings,
    getApis,
    getAuthorizer,
    getAuthorizers,
    getDomainName,
    getDomainNames,
    getIntegrations,
    getRoute,
    getRoutes,
    getRoutingRule,
    getStage,
    getStages,
    getTags,
    listRoutingRules,
    tagResource,
    untagResource,
    updateApi,
    updateDomainName,
  ],
};
