import type { CachePolicyConfig, ParametersInCacheKeyAndForwardedToOrigin } from '@aws-sdk/client-cloudfront';
import { managedPolicy, type StoredPolicy } from './stored-policy.ts';

const DAY = 86_400;
const YEAR = 31_536_000;
const METHOD_OVERRIDE_HEADERS = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'];

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const managedCachePolicies: readonly StoredPolicy<CachePolicyConfig>[] = [
  managedPolicy('4135ea2d-6df8-44a3-9df3-4b5a84be39ad', {
    Name: 'Managed-CachingDisabled',
    Comment: 'Policy with caching disabled',
    ...ttls(0, 0, 0),
    ParametersInCacheKeyAndForwardedToOrigin: cacheKey({ compressed: false }),
  }),
  managedPolicy('658327ea-f89d-4fab-a63d-7e88639e58f6', {
    Name: 'Managed-CachingOptimized',
    Comment: 'Policy with caching enabled. Supports Gzip and Brotli compression.',
    ...ttls(1, DAY, YEAR),
    ParametersInCacheKeyAndForwardedToOrigin: cacheKey({ compressed: true }),
  }),
  managedPolicy('b2884449-e4de-46a7-ac36-70bc7f1ddd6d', {
    Name: 'Managed-CachingOptimizedForUncompressedObjects',
    Comment: 'Default policy when compression is disabled',
    ...ttls(1, DAY, YEAR),
    ParametersInCacheKeyAndForwardedToOrigin: cacheKey({ compressed: false }),
  }),
  managedPolicy('08627262-05a9-4f76-9ded-b50ca2e3a84f', {
    Name: 'Managed-Elemental-MediaPackage',
    Comment: 'Policy for Elemental MediaPackage Origin',
    ...ttls(0, DAY, YEAR),
    ParametersInCacheKeyAndForwardedToOrigin: {
      ...cacheKey({ compressed: true, headers: ['origin'] }),
      EnableAcceptEncodingBrotli: false,
      QueryStringsConfig: {
        QueryStringBehavior: 'whitelist',
        QueryStrings: { Quantity: 4, Items: ['aws.manifestfilter', 'start', 'end', 'm'] },
      },
    },
  }),
  managedPolicy('2e54312d-136d-493c-8eb9-b001f22f67d2', {
    Name: 'Managed-Amplify',
    Comment: 'Policy for Amplify Origin',
    ...ttls(2, 2, 600),
    ParametersInCacheKeyAndForwardedToOrigin: {
      ...cacheKey({ compressed: true, headers: ['Authorization', 'CloudFront-Viewer-Country', 'Host'] }),
      CookiesConfig: { CookieBehavior: 'all' },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    },
  }),
  managedPolicy('83da9c7e-98b4-4e11-a168-04f0df8e2c65', {
    Name: 'UseOriginCacheControlHeaders',
    Comment: 'Policy for origins that return Cache-Control headers. Query strings are not included in the cache key.',
    ...ttls(0, 0, YEAR),
    ParametersInCacheKeyAndForwardedToOrigin: originControlledCacheKey(),
  }),
  managedPolicy('4cc15a8a-d715-48a4-82b8-cc0b614638fe', {
    Name: 'UseOriginCacheControlHeaders-QueryStrings',
    Comment: 'Policy for origins that return Cache-Control headers and serve different content based on query strings.',
    ...ttls(0, 0, YEAR),
    ParametersInCacheKeyAndForwardedToOrigin: {
      ...originControlledCacheKey(),
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    },
  }),
];

function ttls(
  MinTTL: number,
  DefaultTTL: number,
  MaxTTL: number,
): { MinTTL: number; DefaultTTL: number; MaxTTL: number } {
  return { MinTTL, DefaultTTL, MaxTTL };
}

function originControlledCacheKey(): ParametersInCacheKeyAndForwardedToOrigin {
  return {
    ...cacheKey({ compressed: true, headers: ['Host', 'Origin', ...METHOD_OVERRIDE_HEADERS] }),
    CookiesConfig: { CookieBehavior: 'all' },
  };
}

function cacheKey({
  compressed,
  headers = [],
}: {
  compressed: boolean;
  headers?: string[];
}): ParametersInCacheKeyAndForwardedToOrigin {
  return {
    EnableAcceptEncodingGzip: compressed,
    EnableAcceptEncodingBrotli: compressed,
    HeadersConfig:
      headers.length === 0
        ? { HeaderBehavior: 'none' }
        : { HeaderBehavior: 'whitelist', Headers: { Quantity: headers.length, Items: headers } },
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  };
}
