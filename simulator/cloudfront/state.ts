import type {
  CachePolicyConfig,
  DistributionConfig,
  InvalidationBatch,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import type { OperationContext } from '../core/operation.ts';
import type { UnknownElement } from '../core/unknown-xml.ts';
import type { StateKey } from '../core/world.ts';
import { managedCachePolicies } from './managed-cache-policies.ts';
import { managedOriginRequestPolicies } from './managed-origin-request-policies.ts';
import { managedResponseHeadersPolicies } from './managed-response-headers-policies.ts';
import type { StoredPolicy } from './stored-policy.ts';

/** Items per page when the caller asks for none: smaller than AWS's, so that every reader has to follow the markers. */
export const DEFAULT_PAGE_SIZE = 4;
export const MAX_PAGE_SIZE = 100;

/** Simulated seconds until a change has reached every edge location. */
export const DEPLOYMENT_SECONDS = 300;
/** Simulated seconds until an invalidation is complete. */
export const INVALIDATION_SECONDS = 60;

export interface StoredInvalidation {
  readonly id: string;
  readonly createTime: Date;
  readonly batch: InvalidationBatch;
  status: 'InProgress' | 'Completed';
}

/** A configuration on its way to the edge locations, or arrived there. */
export interface Deployment {
  readonly config: DistributionConfig;
  /** Milliseconds since the epoch, simulated. */
  readonly startedAt: number;
  /** How long it takes until it has reached them all. */
  readonly seconds: number;
}

export interface StoredDistribution {
  readonly id: string;
  readonly arn: string;
  /** `dXXXXXXXXXXXXX.cloudfront.net` */
  readonly domainName: string;
  etag: string;
  status: 'InProgress' | 'Deployed';
  lastModifiedTime: Date;
  /** What the control plane answers. */
  config: DistributionConfig;
  /** What the configuration has beyond the SDK's model: on the wire it is answered and sent, the SDK's clients never see it. */
  unknownElements: readonly UnknownElement[];
  /** What the edge locations serve: the last configuration that was deployed; absent until the first deployment ends. */
  deployedConfig: DistributionConfig | undefined;
  /** Every configuration there was, oldest first: an edge location serves the newest that has reached it. */
  readonly deployments: Deployment[];
  readonly invalidations: Map<string, StoredInvalidation>;
}

export interface CloudFrontQuotas {
  distributions: number;
  alternateDomainNamesPerDistribution: number;
  originsPerDistribution: number;
  cacheBehaviorsPerDistribution: number;
  cachePolicies: number;
  originRequestPolicies: number;
  responseHeadersPolicies: number;
  distributionsPerPolicy: number;
  tagsPerResource: number;
  invalidationPathsInProgress: number;
  wildcardInvalidationPathsInProgress: number;
}

export interface CloudFrontState {
  readonly distributions: Map<string, StoredDistribution>;
  readonly cachePolicies: Map<string, StoredPolicy<CachePolicyConfig>>;
  readonly originRequestPolicies: Map<string, StoredPolicy<OriginRequestPolicyConfig>>;
  readonly responseHeadersPolicies: Map<string, StoredPolicy<ResponseHeadersPolicyConfig>>;
  readonly quotas: CloudFrontQuotas;
  deploymentSeconds: number;
  invalidationSeconds: number;
  /** The older behavior of AWS: `Authorization` may not be listed in an origin request policy. */
  refuseAuthorizationInOriginRequestPolicies: boolean;
}

/** CloudFront of one account. */
export const cloudFront: StateKey<CloudFrontState> = {
  name: 'cloudfront',
  create: () => ({
    distributions: new Map(),
    cachePolicies: byId(managedCachePolicies),
    originRequestPolicies: byId(managedOriginRequestPolicies),
    responseHeadersPolicies: byId(managedResponseHeadersPolicies),
    quotas: defaultQuotas(),
    deploymentSeconds: DEPLOYMENT_SECONDS,
    invalidationSeconds: INVALIDATION_SECONDS,
    refuseAuthorizationInOriginRequestPolicies: false,
  }),
};

/**
 * Which distribution holds an alternate domain name, worldwide: name → domain name of the distribution. Kept under account
 * `*`. API Gateway writes its EDGE custom domain names here too: distributions that AWS owns hold those.
 */
export const alternateDomainNames: StateKey<Map<string, string>> = {
  name: 'cloudfront-alternate-domain-names',
  create: () => new Map(),
};

export function cloudFrontOf(context: OperationContext): CloudFrontState {
  return context.world.state(cloudFront, context.account);
}

function byId<Config>(policies: readonly StoredPolicy<Config>[]): Map<string, StoredPolicy<Config>> {
  return new Map(policies.map((policy) => [policy.id, policy]));
}

function defaultQuotas(): CloudFrontQuotas {
  return {
    distributions: 500,
    alternateDomainNamesPerDistribution: 100,
    originsPerDistribution: 100,
    cacheBehaviorsPerDistribution: 75,
    cachePolicies: 20,
    originRequestPolicies: 20,
    responseHeadersPolicies: 20,
    distributionsPerPolicy: 100,
    tagsPerResource: 50,
    invalidationPathsInProgress: 3000,
    wildcardInvalidationPathsInProgress: 15,
  };
}
