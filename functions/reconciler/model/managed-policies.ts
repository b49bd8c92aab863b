import type { CachePolicy, OriginRequestPolicy, ResponseHeadersPolicy } from './header-policies.ts';

/**
 * CloudFront's managed policies that an API's behavior may carry; their ids are the same in every account.
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
export const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const YEAR = 31_536_000;
const DAY = 86_400;
const NOTHING = { headers: { kind: 'none' }, cookies: 'none', queryStrings: 'none' } as const;
const METHOD_OVERRIDES = ['x-http-method', 'x-http-method-override', 'x-method-override'];

export const MANAGED_CACHE_POLICIES: readonly CachePolicy[] = [
  {
    id: CACHING_DISABLED,
    name: 'Managed-CachingDisabled',
    minTtlSeconds: 0,
    defaultTtlSeconds: 0,
    maxTtlSeconds: 0,
    ...NOTHING,
  },
  {
    id: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    name: 'Managed-CachingOptimized',
    minTtlSeconds: 1,
    defaultTtlSeconds: DAY,
    maxTtlSeconds: YEAR,
    ...NOTHING,
  },
  {
    id: 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    name: 'Managed-CachingOptimizedForUncompressedObjects',
    minTtlSeconds: 1,
    defaultTtlSeconds: DAY,
    maxTtlSeconds: YEAR,
    ...NOTHING,
  },
  {
    id: '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    name: 'UseOriginCacheControlHeaders',
    minTtlSeconds: 0,
    defaultTtlSeconds: 0,
    maxTtlSeconds: YEAR,
    headers: { kind: 'only', names: ['host', 'origin', ...METHOD_OVERRIDES] },
    cookies: 'all',
    queryStrings: 'none',
  },
  {
    id: '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
    name: 'UseOriginCacheControlHeaders-QueryStrings',
    minTtlSeconds: 0,
    defaultTtlSeconds: 0,
    maxTtlSeconds: YEAR,
    headers: { kind: 'only', names: ['host', 'origin', ...METHOD_OVERRIDES] },
    cookies: 'all',
    queryStrings: 'all',
  },
];

export const MANAGED_ORIGIN_REQUEST_POLICIES: readonly OriginRequestPolicy[] = [
  { id: ALL_VIEWER, name: 'Managed-AllViewer', headers: { kind: 'all' }, cookies: 'all', queryStrings: 'all' },
  {
    id: ALL_VIEWER_EXCEPT_HOST_HEADER,
    name: 'Managed-AllViewerExceptHostHeader',
    headers: { kind: 'all-except', names: ['host'] },
    cookies: 'all',
    queryStrings: 'all',
  },
  {
    id: '33f36d7e-f396-46d9-90e0-52428a34d9dc',
    name: 'Managed-AllViewerAndCloudFrontHeaders-2022-06',
    headers: { kind: 'all' },
    cookies: 'all',
    queryStrings: 'all',
  },
  {
    id: 'bf0718e1-ba1e-49d1-88b1-f726733018ae',
    name: 'Managed-HostHeaderOnly',
    headers: { kind: 'only', names: ['host'] },
    cookies: 'none',
    queryStrings: 'none',
  },
  {
    id: '59781a5b-3903-41f3-afcb-af62929ccde1',
    name: 'Managed-CORS-CustomOrigin',
    headers: { kind: 'only', names: ['origin'] },
    cookies: 'none',
    queryStrings: 'none',
  },
  {
    id: 'acba4595-bd28-49b8-b9fe-13317c0390fa',
    name: 'Managed-UserAgentRefererHeaders',
    headers: { kind: 'only', names: ['user-agent', 'referer'] },
    cookies: 'none',
    queryStrings: 'none',
  },
];

export const MANAGED_RESPONSE_HEADERS_POLICIES: readonly ResponseHeadersPolicy[] = [
  {
    id: '67f7725c-6f97-4210-82d7-5512b31e9d03',
    name: 'Managed-SecurityHeadersPolicy',
    strictTransportSecurity: { maxAgeSeconds: YEAR, includeSubdomains: false, preload: false },
  },
  {
    id: 'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
    name: 'Managed-CORS-with-preflight-and-SecurityHeadersPolicy',
    strictTransportSecurity: { maxAgeSeconds: YEAR, includeSubdomains: false, preload: false },
  },
  {
    id: 'e61eb60c-9c35-4d20-a928-2b84e02af89c',
    name: 'Managed-CORS-and-SecurityHeadersPolicy',
    strictTransportSecurity: { maxAgeSeconds: YEAR, includeSubdomains: false, preload: false },
  },
  { id: '60669652-455b-4ae9-85a4-c4c02393f86c', name: 'Managed-SimpleCORS', strictTransportSecurity: undefined },
  {
    id: '5cc3b908-e619-4b99-88e5-2cf7f45965bd',
    name: 'Managed-CORS-With-Preflight',
    strictTransportSecurity: undefined,
  },
];
