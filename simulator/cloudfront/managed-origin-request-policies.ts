import type { OriginRequestPolicyConfig } from '@aws-sdk/client-cloudfront';
import { managedPolicy, type StoredPolicy } from './stored-policy.ts';

const EVERYTHING = {
  CookiesConfig: { CookieBehavior: 'all' },
  QueryStringsConfig: { QueryStringBehavior: 'all' },
} as const;
const NOTHING = {
  CookiesConfig: { CookieBehavior: 'none' },
  QueryStringsConfig: { QueryStringBehavior: 'none' },
} as const;

const CLOUDFRONT_HEADERS_2022_06 = [
  'CloudFront-Forwarded-Proto',
  'CloudFront-Is-Android-Viewer',
  'CloudFront-Is-Desktop-Viewer',
  'CloudFront-Is-IOS-Viewer',
  'CloudFront-Is-Mobile-Viewer',
  'CloudFront-Is-SmartTV-Viewer',
  'CloudFront-Is-Tablet-Viewer',
  'CloudFront-Viewer-Address',
  'CloudFront-Viewer-ASN',
  'CloudFront-Viewer-City',
  'CloudFront-Viewer-Country',
  'CloudFront-Viewer-Country-Name',
  'CloudFront-Viewer-Country-Region',
  'CloudFront-Viewer-Country-Region-Name',
  'CloudFront-Viewer-Http-Version',
  'CloudFront-Viewer-Latitude',
  'CloudFront-Viewer-Longitude',
  'CloudFront-Viewer-Metro-Code',
  'CloudFront-Viewer-Postal-Code',
  'CloudFront-Viewer-Time-Zone',
  'CloudFront-Viewer-TLS',
];
const CORS_HEADERS = ['origin', 'access-control-request-headers', 'access-control-request-method'];

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const managedOriginRequestPolicies: readonly StoredPolicy<OriginRequestPolicyConfig>[] = [
  managedPolicy('216adef6-5c7f-47e4-b989-5492eafa07d3', {
    Name: 'Managed-AllViewer',
    Comment: 'Policy to forward all parameters in viewer requests',
    HeadersConfig: { HeaderBehavior: 'allViewer' },
    ...EVERYTHING,
  }),
  managedPolicy('b689b0a8-53d0-40ab-baf2-68738e2966ac', {
    Name: 'Managed-AllViewerExceptHostHeader',
    Comment: 'Policy to forward all parameters in viewer requests except for the Host header',
    HeadersConfig: listed('allExcept', ['host']),
    ...EVERYTHING,
  }),
  managedPolicy('33f36d7e-f396-46d9-90e0-52428a34d9dc', {
    Name: 'Managed-AllViewerAndCloudFrontHeaders-2022-06',
    Comment:
      'Policy to forward all parameters in viewer requests and all CloudFront headers that were released through June 2022',
    HeadersConfig: listed('allViewerAndWhitelistCloudFront', CLOUDFRONT_HEADERS_2022_06),
    ...EVERYTHING,
  }),
  managedPolicy('59781a5b-3903-41f3-afcb-af62929ccde1', {
    Name: 'Managed-CORS-CustomOrigin',
    Comment: 'Policy for custom origins that serve cross-origin requests',
    HeadersConfig: listed('whitelist', ['origin']),
    ...NOTHING,
  }),
  managedPolicy('88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', {
    Name: 'Managed-CORS-S3Origin',
    Comment: 'Policy for S3 origin with CORS',
    HeadersConfig: listed('whitelist', CORS_HEADERS),
    ...NOTHING,
  }),
  managedPolicy('775133bc-15f2-49f9-abea-afb2e0bf67d2', {
    Name: 'Managed-Elemental-MediaTailor-PersonalizedManifests',
    Comment: 'Policy for Elemental MediaTailor Origin',
    HeadersConfig: listed('whitelist', [...CORS_HEADERS, 'user-agent', 'x-forwarded-for']),
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  }),
  managedPolicy('bf0718e1-ba1e-49d1-88b1-f726733018ae', {
    Name: 'Managed-HostHeaderOnly',
    Comment: 'Policy to forward only the Host header',
    HeadersConfig: listed('whitelist', ['host']),
    ...NOTHING,
  }),
  managedPolicy('acba4595-bd28-49b8-b9fe-13317c0390fa', {
    Name: 'Managed-UserAgentRefererHeaders',
    Comment: 'Policy to forward user-agent and referer headers to origin',
    HeadersConfig: listed('whitelist', ['user-agent', 'referer']),
    ...NOTHING,
  }),
];

function listed(
  HeaderBehavior: 'whitelist' | 'allExcept' | 'allViewerAndWhitelistCloudFront',
  Items: string[],
): OriginRequestPolicyConfig['HeadersConfig'] {
  return { HeaderBehavior, Headers: { Quantity: Items.length, Items } };
}
