import type { CookiePreference, DefaultCacheBehavior, ForwardedValues } from '@aws-sdk/client-cloudfront';
import { type Choice, everything, type Forwarding, nothing } from './forwarding.ts';
import { wildcardExpression } from './path-pattern.ts';

/** Removed unless listed; of all other headers, the legacy settings forward every one. */
const REMOVED = [
  'accept',
  'accept-charset',
  'accept-language',
  'expect',
  'host',
  'referer',
  'user-agent',
  'x-http-method-override',
];

/**
 * The legacy settings of a behavior.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
 */
export function legacyForwarding(behavior: DefaultCacheBehavior, values: ForwardedValues, method: string): Forwarding {
  const listed = (values.Headers?.Items ?? []).map((name) => name.toLowerCase());
  const forwardsAll = listed.includes('*');
  const cookie = cookieChoice(values.Cookies);
  const forwardsQuery = values.QueryString ? everything : nothing;
  return {
    forwardsHeader: (name) => forwardsAll || listed.includes(name) || !isRemoved(name, method, behavior),
    keyHeaders: listed.filter((name) => name !== '*'),
    addedHeaders: listed.filter((name) => name.startsWith('cloudfront-')),
    forwardsCookie: cookie,
    keysCookie: cookie,
    passesSetCookie: (values.Cookies?.Forward ?? 'none') !== 'none',
    forwardsQuery,
    keysQuery: keyQueryChoice(values, forwardsQuery),
    encodings: forwardsAll || listed.includes('accept-encoding') ? undefined : ['br', 'gzip'],
    caching: {
      storesObjects: !forwardsAll,
      storesErrors: !forwardsAll,
      minTtl: behavior.MinTTL ?? 0,
      defaultTtl: behavior.DefaultTTL ?? 86_400,
      maxTtl: behavior.MaxTTL ?? 31_536_000,
    },
  };
}

function isRemoved(name: string, method: string, behavior: DefaultCacheBehavior): boolean {
  return name === 'authorization' ? losesAuthorization(method, behavior) : REMOVED.includes(name);
}

function losesAuthorization(method: string, { AllowedMethods }: DefaultCacheBehavior): boolean {
  if (method !== 'OPTIONS') return method === 'GET' || method === 'HEAD';
  return AllowedMethods?.CachedMethods?.Items?.includes('OPTIONS') ?? false;
}

/** Names of cookies may hold wildcards. */
function cookieChoice(cookies: CookiePreference | undefined): Choice {
  if (cookies?.Forward === 'all') return everything;
  if (cookies?.Forward !== 'whitelist') return nothing;
  const patterns = (cookies.WhitelistedNames?.Items ?? []).map(wildcardExpression);
  return (name) => patterns.some((pattern) => pattern.test(name));
}

/** All parameters are forwarded, but those that distinguish objects may be fewer. */
function keyQueryChoice({ QueryStringCacheKeys }: ForwardedValues, forwardsQuery: Choice): Choice {
  const names = QueryStringCacheKeys?.Items ?? [];
  return names.length === 0 ? forwardsQuery : (name) => forwardsQuery(name) && names.includes(name);
}
