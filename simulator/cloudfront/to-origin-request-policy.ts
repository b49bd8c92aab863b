import type {
  OriginRequestPolicy,
  OriginRequestPolicyConfig,
  OriginRequestPolicySummary,
} from '@aws-sdk/client-cloudfront';
import type { StoredPolicy } from './stored-policy.ts';

export function toOriginRequestPolicy({
  id,
  lastModifiedTime,
  config,
}: StoredPolicy<OriginRequestPolicyConfig>): OriginRequestPolicy {
  return { Id: id, LastModifiedTime: lastModifiedTime, OriginRequestPolicyConfig: config };
}

export function toOriginRequestPolicySummary(
  policy: StoredPolicy<OriginRequestPolicyConfig>,
): OriginRequestPolicySummary {
  return { Type: policy.type, OriginRequestPolicy: toOriginRequestPolicy(policy) };
}
