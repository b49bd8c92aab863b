import type {
  CachePolicyConfig,
  OriginRequestPolicyConfig,
  ParametersInCacheKeyAndForwardedToOrigin,
} from '@aws-sdk/client-cloudfront';
import { cloudFrontHeaders } from './cloudfront-headers.ts';
import { choiceOf, either, type Forwarding } from './forwarding.ts';

/**
 * A cache policy and an origin request policy together: what the cache policy names is part of the key and sent to the origin, what the other one names is
 * only sent. Of a viewer's headers nothing else goes to the origin, but those that describe the body.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html
 */
export function policyForwarding(
  cachePolicy: CachePolicyConfig,
  originRequestPolicy: OriginRequestPolicyConfig | undefined,
): Forwarding {
  const key = cachePolicy.ParametersInCacheKeyAndForwardedToOrigin;
  const { HeadersConfig, CookiesConfig, QueryStringsConfig } = originRequestPolicy ?? {};
  const keyHeaders = (key?.HeadersConfig?.Headers?.Items ?? []).map((name) => name.toLowerCase());
  const sentHeaders = choiceOf(HeadersConfig?.HeaderBehavior, HeadersConfig?.Headers?.Items, true);
  const keysCookie = choiceOf(key?.CookiesConfig?.CookieBehavior, key?.CookiesConfig?.Cookies?.Items);
  const keysQuery = choiceOf(
    key?.QueryStringsConfig?.QueryStringBehavior,
    key?.QueryStringsConfig?.QueryStrings?.Items,
  );
  return {
    forwardsHeader: (name) => name.startsWith('content-') || keyHeaders.includes(name) || sentHeaders(name),
    keyHeaders,
    addedHeaders: [...new Set([...keyHeaders.filter(isCloudFronts), ...addedBy(originRequestPolicy)])],
    forwardsCookie: either(keysCookie, choiceOf(CookiesConfig?.CookieBehavior, CookiesConfig?.Cookies?.Items)),
    keysCookie,
    passesSetCookie: [key?.CookiesConfig, CookiesConfig].some((each) => (each?.CookieBehavior ?? 'none') !== 'none'),
    forwardsQuery: either(
      keysQuery,
      choiceOf(QueryStringsConfig?.QueryStringBehavior, QueryStringsConfig?.QueryStrings?.Items),
    ),
    keysQuery,
    encodings: encodingsOf(key),
    caching: cachingOf(cachePolicy),
  };
}

/** A policy that forwards all but some headers also adds CloudFront's own; one that forwards all adds those that it names besides. */
function addedBy(policy: OriginRequestPolicyConfig | undefined): string[] {
  const { HeaderBehavior, Headers } = policy?.HeadersConfig ?? {};
  const listed = (Headers?.Items ?? []).map((name) => name.toLowerCase()).filter(isCloudFronts);
  return HeaderBehavior === 'allExcept' ? cloudFrontHeaders.filter((name) => !listed.includes(name)) : listed;
}

function isCloudFronts(name: string): boolean {
  return name.startsWith('cloudfront-');
}

function encodingsOf(key: ParametersInCacheKeyAndForwardedToOrigin | undefined): readonly string[] | undefined {
  const { EnableAcceptEncodingBrotli: brotli, EnableAcceptEncodingGzip: gzip } = key ?? {};
  if (!brotli && !gzip) return undefined;
  return [...(brotli ? ['br'] : []), ...(gzip ? ['gzip'] : [])];
}

/** A policy whose times are all zero disables caching, of errors too. */
function cachingOf({ MinTTL = 0, DefaultTTL = 86_400, MaxTTL = 31_536_000 }: CachePolicyConfig): Forwarding['caching'] {
  const isEnabled = MinTTL + DefaultTTL + MaxTTL > 0;
  return { storesObjects: isEnabled, storesErrors: isEnabled, minTtl: MinTTL, defaultTtl: DefaultTTL, maxTtl: MaxTTL };
}
