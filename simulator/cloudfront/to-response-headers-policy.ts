import type {
  ResponseHeadersPolicy,
  ResponseHeadersPolicyConfig,
  ResponseHeadersPolicySummary,
} from '@aws-sdk/client-cloudfront';
import type { StoredPolicy } from './stored-policy.ts';

export function toResponseHeadersPolicy({
  id,
  lastModifiedTime,
  config,
}: StoredPolicy<ResponseHeadersPolicyConfig>): ResponseHeadersPolicy {
  return { Id: id, LastModifiedTime: lastModifiedTime, ResponseHeadersPolicyConfig: config };
}

export function toResponseHeadersPolicySummary(
  policy: StoredPolicy<ResponseHeadersPolicyConfig>,
): ResponseHeadersPolicySummary {
  return { Type: policy.type, ResponseHeadersPolicy: toResponseHeadersPolicy(policy) };
}
