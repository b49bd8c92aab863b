import {
  type CachePolicyConfig,
  CachePolicyCookieBehavior,
  CachePolicyHeaderBehavior,
  CachePolicyQueryStringBehavior,
  type ParametersInCacheKeyAndForwardedToOrigin,
} from '@aws-sdk/client-cloudfront';
import { invalidArgument, requireMembers, requireOneOf } from './invalid-argument.ts';
import { cachePolicyKind } from './policy-kind.ts';
import { requireList, requirePolicyLists, requirePolicyName } from './policy-list-rules.ts';
import { present } from './present.ts';
import { requireConsistentQuantities, withoutEmptyItems } from './quantities.ts';

const DAY = 86_400;
const YEAR = 31_536_000;

/** The cache policy as AWS stores it, or the refusal. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html */
export function acceptCachePolicy(sent: CachePolicyConfig | undefined): CachePolicyConfig {
  requireMembers({ CachePolicyConfig: sent }, ['CachePolicyConfig']);
  const config = cachePolicyDefaults(sent ?? { Name: undefined, MinTTL: undefined });
  requirePolicyName(config);
  requireMembers(config, ['MinTTL']);
  requireConsistentQuantities(sent);
  requireTtls(config);
  const parameters = config.ParametersInCacheKeyAndForwardedToOrigin;
  requireParameters(parameters);
  if (config.MaxTTL === 0) requireEmptyCacheKey(parameters);
  return config;
}

function cachePolicyDefaults(sent: CachePolicyConfig): CachePolicyConfig {
  const defaultTtl = sent.DefaultTTL ?? Math.max(DAY, sent.MinTTL ?? 0);
  return withoutEmptyItems({
    Comment: '',
    ...sent,
    DefaultTTL: defaultTtl,
    MaxTTL: sent.MaxTTL ?? Math.max(YEAR, defaultTtl),
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: false,
      EnableAcceptEncodingBrotli: false,
      HeadersConfig: { HeaderBehavior: 'none' },
      CookiesConfig: { CookieBehavior: 'none' },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
      ...present(sent.ParametersInCacheKeyAndForwardedToOrigin),
    },
  } satisfies CachePolicyConfig);
}

function requireTtls({ MinTTL = 0, DefaultTTL = 0, MaxTTL = 0 }: CachePolicyConfig): void {
  const ttls = [MinTTL, DefaultTTL, MaxTTL];
  if (ttls.every((ttl) => Number.isInteger(ttl) && ttl >= 0) && MinTTL <= DefaultTTL && DefaultTTL <= MaxTTL) return;
  throw invalidArgument(
    'MinTTL, MaxTTL and DefaultTTL should follow order MinTTL less than or equal to DefaultTTL less than or equal to MaxTTL',
  );
}

function requireParameters(parameters: ParametersInCacheKeyAndForwardedToOrigin | undefined): void {
  const { HeadersConfig, CookiesConfig, QueryStringsConfig } = parameters ?? {};
  requireMembers(HeadersConfig, ['HeaderBehavior']);
  requireMembers(CookiesConfig, ['CookieBehavior']);
  requireMembers(QueryStringsConfig, ['QueryStringBehavior']);
  requireOneOf('HeaderBehavior', HeadersConfig?.HeaderBehavior, CachePolicyHeaderBehavior);
  requireOneOf('CookieBehavior', CookiesConfig?.CookieBehavior, CachePolicyCookieBehavior);
  requireOneOf('QueryStringBehavior', QueryStringsConfig?.QueryStringBehavior, CachePolicyQueryStringBehavior);
  requireList('Headers', HeadersConfig?.HeaderBehavior, HeadersConfig?.Headers);
  requireList('Cookies', CookiesConfig?.CookieBehavior, CookiesConfig?.Cookies);
  requireList('QueryStrings', QueryStringsConfig?.QueryStringBehavior, QueryStringsConfig?.QueryStrings);
  requirePolicyLists(cachePolicyKind, {
    headers: HeadersConfig?.Headers,
    cookies: CookiesConfig?.Cookies,
    queryStrings: QueryStringsConfig?.QueryStrings,
  });
}

/** With all times zero nothing is cached, so there is nothing that a cache key could hold. */
function requireEmptyCacheKey(parameters: ParametersInCacheKeyAndForwardedToOrigin | undefined): void {
  const refused = Object.entries({
    HeaderBehavior: parameters?.HeadersConfig?.HeaderBehavior !== 'none',
    CookieBehavior: parameters?.CookiesConfig?.CookieBehavior !== 'none',
    QueryStringBehavior: parameters?.QueryStringsConfig?.QueryStringBehavior !== 'none',
    EnableAcceptEncodingGzip: parameters?.EnableAcceptEncodingGzip === true,
    EnableAcceptEncodingBrotli: parameters?.EnableAcceptEncodingBrotli === true,
  }).find(([, isUsed]) => isUsed);
  if (refused === undefined) return;
  throw invalidArgument(`The parameter ${refused[0]} is invalid for policy with caching disabled`);
}
