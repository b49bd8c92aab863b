/**
 * The fewest requests that can tell whether every edge of an account is in sync: each list page once, at the largest page that is asked
 * for, and what no list says once per thing. docs/benchmarks.md states the formula in words.
 */
import type { AccountContents, RegionContents } from './account-contents.ts';

const PAGE = { usual: 100, records: 300, certificates: 1000, version1: 500 } as const;

/** Requests by `Service.Operation`. */
export type RequestCounts = Readonly<Record<string, number>>;

export function minimumRequests(contents: AccountContents): RequestCounts {
  const { customPolicies, regions } = contents;
  const inRegions = (count: (region: RegionContents) => number) => sumOf(regions, count);
  const ofMappedApis = (count: (api: RegionContents['mappedApis'][number]) => number) =>
    inRegions((region) => sumOf(region.mappedApis, count));
  const ofMappedRestApis = (count: (api: RegionContents['mappedRestApis'][number]) => number) =>
    inRegions((region) => sumOf(region.mappedRestApis, count));
  return {
    'STS.GetCallerIdentity': 1,
    'CloudFront.ListDistributions': pagesOf(contents.distributions),
    'ResourceGroupsTaggingAPI.GetResources': pagesOf(contents.taggedDistributions),
    // A caller cannot ask for a page size, and no account that is measured has a subscription.
    'PricingPlanManager.ListSubscriptions': Math.min(1, contents.distributions),
    'CloudFront.ListCachePolicies': pagesOf(customPolicies.cache),
    'CloudFront.ListOriginRequestPolicies': pagesOf(customPolicies.originRequest),
    'CloudFront.ListResponseHeadersPolicies': pagesOf(customPolicies.responseHeaders),
    'ACM.ListCertificates': pagesOf(contents.certificates, PAGE.certificates),
    'Route53.ListHostedZones': pagesOf(contents.hostedZones),
    'Route53.ListResourceRecordSets': sumOf(contents.zones, ({ records, domains }) =>
      Math.min(domains, pagesOf(records, PAGE.records)),
    ),
    'APIGateway.GetDomainNames': inRegions((region) =>
      pagesOf(region.mappingsOfDomains.length + region.privateDomains, PAGE.version1),
    ),
    'ApiGatewayV2.GetApiMappings': inRegions((region) =>
      sumOf(region.mappingsOfDomains, (mappings) => pagesOf(mappings)),
    ),
    'ApiGatewayV2.GetApis': inRegions(({ mappingsOfDomains, apis }) =>
      mappingsOfDomains.some((mappings) => mappings > 0) ? pagesOf(apis) : 0,
    ),
    'ApiGatewayV2.GetRoutes': ofMappedApis(({ routes }) => pagesOf(routes)),
    'ApiGatewayV2.GetAuthorizers': ofMappedApis(({ authorizers, authorizersInUse }) =>
      authorizersInUse > 0 ? pagesOf(authorizers) : 0,
    ),
    'APIGateway.GetRestApi': inRegions((region) => region.mappedRestApis.length),
    'APIGateway.GetResources': ofMappedRestApis(({ resources }) => pagesOf(resources, PAGE.version1)),
    'APIGateway.GetAuthorizers': ofMappedRestApis(({ authorizers, authorizersInUse }) =>
      authorizersInUse > 0 ? pagesOf(authorizers, PAGE.version1) : 0,
    ),
  };
}

/** An empty list is a page too: it takes a request to know that it is empty. */
function pagesOf(items: number, size: number = PAGE.usual): number {
  return Math.max(1, Math.ceil(items / size));
}

function sumOf<T>(values: readonly T[], count: (value: T) => number): number {
  return values.reduce((sum, value) => sum + count(value), 0);
}
