import type {
  CachePolicyConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront';
import type { CloudFrontState } from './state.ts';
import type { StoredPolicy } from './stored-policy.ts';

/** How a kind of policy is called. */
export interface PolicyWords {
  /** As it stands in the error codes. */
  readonly name: 'CachePolicy' | 'OriginRequestPolicy' | 'ResponseHeadersPolicy';
  readonly plural: 'CachePolicies' | 'OriginRequestPolicies' | 'ResponseHeadersPolicies';
  readonly words: string;
  readonly article: 'A' | 'An';
}

/** What the three kinds of policies differ in. */
export interface PolicyKind<Config> extends PolicyWords {
  readonly path: string;
  readonly behaviorMember: 'CachePolicyId' | 'OriginRequestPolicyId' | 'ResponseHeadersPolicyId';
  readonly quota: 'cachePolicies' | 'originRequestPolicies' | 'responseHeadersPolicies';
  readonly policies: (state: CloudFrontState) => Map<string, StoredPolicy<Config>>;
}

export const cachePolicyKind: PolicyKind<CachePolicyConfig> = {
  name: 'CachePolicy',
  plural: 'CachePolicies',
  words: 'cache policy',
  article: 'A',
  path: 'cache-policy',
  behaviorMember: 'CachePolicyId',
  quota: 'cachePolicies',
  policies: (state) => state.cachePolicies,
};

export const originRequestPolicyKind: PolicyKind<OriginRequestPolicyConfig> = {
  name: 'OriginRequestPolicy',
  plural: 'OriginRequestPolicies',
  words: 'origin request policy',
  article: 'An',
  path: 'origin-request-policy',
  behaviorMember: 'OriginRequestPolicyId',
  quota: 'originRequestPolicies',
  policies: (state) => state.originRequestPolicies,
};

export const responseHeadersPolicyKind: PolicyKind<ResponseHeadersPolicyConfig> = {
  name: 'ResponseHeadersPolicy',
  plural: 'ResponseHeadersPolicies',
  words: 'response headers policy',
  article: 'A',
  path: 'response-headers-policy',
  behaviorMember: 'ResponseHeadersPolicyId',
  quota: 'responseHeadersPolicies',
  policies: (state) => state.responseHeadersPolicies,
};
