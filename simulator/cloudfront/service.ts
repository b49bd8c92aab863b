import type { Service } from '../core/operation.ts';
import { createCachePolicy } from './create-cache-policy.ts';
import { createDistribution } from './create-distribution.ts';
import { createDistributionWithTags } from './create-distribution-with-tags.ts';
import { createInvalidation } from './create-invalidation.ts';
import { createOriginRequestPolicy } from './create-origin-request-policy.ts';
import { createResponseHeadersPolicy } from './create-response-headers-policy.ts';
import { deleteCachePolicy } from './delete-cache-policy.ts';
import { deleteDistribution } from './delete-distribution.ts';
import { deleteOriginRequestPolicy } from './delete-origin-request-policy.ts';
import { deleteResponseHeadersPolicy } from './delete-response-headers-policy.ts';
import { getCachePolicy } from './get-cache-policy.ts';
import { getDistribution } from './get-distribution.ts';
import { getDistributionConfig } from './get-distribution-config.ts';
import { getInvalidation } from './get-invalidation.ts';
import { getOriginRequestPolicy } from './get-origin-request-policy.ts';
import { getResponseHeadersPolicy } from './get-response-headers-policy.ts';
import { listCachePolicies } from './list-cache-policies.ts';
import { listConflictingAliases } from './list-conflicting-aliases.ts';
import { listDistributions } from './list-distributions.ts';
import { listDomainConflicts } from './list-domain-conflicts.ts';
import { listInvalidations } from './list-invalidations.ts';
import { listOriginRequestPolicies } from './list-origin-request-policies.ts';
import { listResponseHeadersPolicies } from './list-response-headers-policies.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateDistribution } from './update-distribution.ts';

/** What it answers and refuses: BEHAVIOR.md. */
export const cloudfront: Service = {
  signingName: 'cloudfront',
  protocol: 'rest-xml',
  xmlNamespace: 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
  shapeNamespace: 'com.amazonaws.cloudfront',
  operations: [
    createCachePolicy,
    createDistribution,
    createDistributionWithTags,
    createInvalidation,
    createOriginRequestPolicy,
    createResponseHeadersPolicy,
    deleteCachePolicy,
    deleteDistribution,
    deleteOriginRequestPolicy,
    deleteResponseHeadersPolicy,
    getCachePolicy,
    getDistribution,
    getDistributionConfig,
    getInvalidation,
    getOriginRequestPolicy,
    getResponseHeadersPolicy,
    listCachePolicies,
    listConflictingAliases,
    listDistributions,
    listDomainConflicts,
    listInvalidations,
    listOriginRequestPolicies,
    listResponseHeadersPolicies,
    listTagsForResource,
    tagResource,
    untagResource,
    updateDistribution,
  ],
};
