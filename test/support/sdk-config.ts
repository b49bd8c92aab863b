import type { DistributionConfig, CacheBehavior as SdkBehavior } from '@aws-sdk/client-cloudfront';
import { quantity, toDistributionConfig } from '../../functions/reconciler/aws/distribution.ts';
import type { CacheBehavior, DistributionSettings } from '../../functions/reconciler/model/distribution.ts';

/** The config that CloudFront would return for these settings: what this tool writes, and the legacy forwarding that others wrote. */
export function sdkConfig(settings: DistributionSettings): DistributionConfig {
  const config = toDistributionConfig(settings, 'by-hand');
  const behaviors = (config.CacheBehaviors?.Items ?? []).map((behavior, index) => ({
    ...behavior,
    ...legacyOf(settings.cacheBehaviors[index]),
  }));
  return {
    ...config,
    DefaultCacheBehavior: { ...config.DefaultCacheBehavior!, ...legacyOf(settings.defaultCacheBehavior) },
    CacheBehaviors: quantity(behaviors),
  };
}

function legacyOf(behavior: CacheBehavior | undefined): Partial<SdkBehavior> {
  if (behavior?.forwarding.kind !== 'forwarded-values') return {};
  const { headers, queryString, cookies, minTtlSeconds, defaultTtlSeconds, maxTtlSeconds } = behavior.forwarding;
  return {
    ForwardedValues: {
      QueryString: queryString === 'forwarded',
      Cookies:
        cookies === 'some'
          ? { Forward: 'whitelist', WhitelistedNames: quantity(['session']) as never }
          : { Forward: cookies },
      Headers: quantity(headers),
    },
    MinTTL: minTtlSeconds,
    DefaultTTL: defaultTtlSeconds,
    MaxTTL: maxTtlSeconds,
  };
}
