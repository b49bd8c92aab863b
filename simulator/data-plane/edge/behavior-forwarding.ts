import type { DefaultCacheBehavior } from '@aws-sdk/client-cloudfront';
import type { CloudFrontState } from '../../cloudfront/state.ts';
import type { Forwarding } from './forwarding.ts';
import { legacyForwarding } from './legacy-forwarding.ts';
import { policyForwarding } from './policy-forwarding.ts';

/** A behavior has either policies or the legacy settings. */
export function behaviorForwarding(
  behavior: DefaultCacheBehavior,
  { cachePolicies, originRequestPolicies }: CloudFrontState,
  method: string,
): Forwarding {
  const cachePolicy = cachePolicies.get(behavior.CachePolicyId ?? '');
  if (cachePolicy === undefined) return legacyForwarding(behavior, behavior.ForwardedValues ?? NOTHING, method);
  return policyForwarding(cachePolicy.config, originRequestPolicies.get(behavior.OriginRequestPolicyId ?? '')?.config);
}

const NOTHING = { QueryString: false, Cookies: undefined };
