import type {
  CachePolicySummary,
  OriginRequestPolicyConfig,
  OriginRequestPolicySummary,
  ResponseHeadersPolicyConfig,
  ResponseHeadersPolicySummary,
} from '@aws-sdk/client-cloudfront';
import type {
  CachePolicy,
  HeaderSelection,
  NewPolicy,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ValueSelection,
} from '../model/header-policies.ts';
import { quantity } from './distribution.ts';

export function fromCachePolicy({ CachePolicy: policy }: CachePolicySummary): CachePolicy {
  const config = policy?.CachePolicyConfig;
  const key = config?.ParametersInCacheKeyAndForwardedToOrigin;
  return {
    id: policy?.Id ?? '',
    name: config?.Name ?? '',
    minTtlSeconds: config?.MinTTL ?? 0,
    // Defaults: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html
    defaultTtlSeconds: config?.DefaultTTL ?? 86_400,
    maxTtlSeconds: config?.MaxTTL ?? 31_536_000,
    headers: fromHeaders(key?.HeadersConfig?.HeaderBehavior, key?.HeadersConfig?.Headers?.Items),
    cookies: fromValues(key?.CookiesConfig?.CookieBehavior),
    queryStrings: fromValues(key?.QueryStringsConfig?.QueryStringBehavior),
  };
}

export function fromOriginRequestPolicy({
  OriginRequestPolicy: policy,
}: OriginRequestPolicySummary): OriginRequestPolicy {
  const config = policy?.OriginRequestPolicyConfig;
  return {
    id: policy?.Id ?? '',
    name: config?.Name ?? '',
    headers: fromHeaders(config?.HeadersConfig?.HeaderBehavior, config?.HeadersConfig?.Headers?.Items),
    cookies: fromValues(config?.CookiesConfig?.CookieBehavior),
    queryStrings: fromValues(config?.QueryStringsConfig?.QueryStringBehavior),
  };
}

export function fromResponseHeadersPolicy({
  ResponseHeadersPolicy: policy,
}: ResponseHeadersPolicySummary): ResponseHeadersPolicy {
  const config = policy?.ResponseHeadersPolicyConfig;
  const hsts = config?.SecurityHeadersConfig?.StrictTransportSecurity;
  return {
    id: policy?.Id ?? '',
    name: config?.Name ?? '',
    strictTransportSecurity:
      hsts === undefined
        ? undefined
        : {
            maxAgeSeconds: hsts.AccessControlMaxAgeSec ?? 0,
            includeSubdomains: hsts.IncludeSubdomains === true,
            preload: hsts.Preload === true,
          },
  };
}

/** `allViewerAndWhitelistCloudFront` is `allViewer` and more, so it selects every viewer header. */
function fromHeaders(behavior: string | undefined, items: readonly string[] | undefined): HeaderSelection {
  const names = (items ?? []).map((name) => name.toLowerCase()).sort();
  if (behavior === 'whitelist') return { kind: 'only', names };
  if (behavior === 'allExcept') return { kind: 'all-except', names };
  return { kind: behavior?.startsWith('allViewer') === true ? 'all' : 'none' };
}

function fromValues(behavior: string | undefined): ValueSelection {
  if (behavior === 'all') return 'all';
  return behavior === undefined || behavior === 'none' ? 'none' : 'some';
}

/** Query strings and cookies always reach the API; the header list is what the policies differ in. */
export function toOriginRequestPolicyConfig(
  policy: Extract<NewPolicy, { kind: 'origin-request' }>,
): OriginRequestPolicyConfig {
  return {
    Name: policy.name,
    Comment: 'secure-api-edge: what these APIs need; shared by every edge that needs exactly this',
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: quantity(policy.headers) },
    CookiesConfig: { CookieBehavior: 'all' },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  };
}

/** `Override: false`: an API that sends its own header is not contradicted. */
export function toResponseHeadersPolicyConfig(
  policy: Extract<NewPolicy, { kind: 'response-headers' }>,
): ResponseHeadersPolicyConfig {
  const { maxAgeSeconds, includeSubdomains, preload } = policy.strictTransportSecurity;
  return {
    Name: policy.name,
    Comment: 'secure-api-edge: HSTS; shared by every edge with exactly this setting',
    SecurityHeadersConfig: {
      StrictTransportSecurity: {
        AccessControlMaxAgeSec: maxAgeSeconds,
        IncludeSubdomains: includeSubdomains,
        Preload: preload,
        Override: false,
      },
    },
  };
}
