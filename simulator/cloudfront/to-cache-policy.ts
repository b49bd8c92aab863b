import type { CachePolicy, CachePolicyConfig, CachePolicySummary } from '@aws-sdk/client-cloudfront';
import type { StoredPolicy } from './stored-policy.ts';

export function toCachePolicy({ id, lastModifiedTime, config }: StoredPolicy<CachePolicyConfig>): CachePolicy {
  return { Id: id, LastModifiedTime: lastModifiedTime, CachePolicyConfig: config };
}

export function toCachePolicySummary(policy: StoredPolicy<CachePolicyConfig>): CachePolicySummary {
  return { Type: policy.type, CachePolicy: toCachePolicy(policy) };
}
