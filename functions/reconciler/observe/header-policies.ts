import {
  ListCachePoliciesCommand,
  ListOriginRequestPoliciesCommand,
  ListResponseHeadersPoliciesCommand,
} from '@aws-sdk/client-cloudfront';
import { readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { fromCachePolicy, fromOriginRequestPolicy, fromResponseHeadersPolicy } from '../aws/header-policies.ts';
import { pages } from '../aws/pages.ts';
import type { HeaderPolicies } from '../model/header-policies.ts';
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from '../model/managed-policies.ts';
import { type Observed, present } from '../model/observed.ts';

/** The account's custom policies (20 of each kind at most, so a page each) beside the managed ones, which are known by id. */
export async function observeHeaderPolicies(clients: AwsClients): Promise<Observed<HeaderPolicies>> {
  const [cache, originRequest, responseHeaders] = await Promise.all([
    listCachePolicies(clients),
    listOriginRequestPolicies(clients),
    listResponseHeadersPolicies(clients),
  ]);
  if (cache.kind !== 'present') return cache;
  if (originRequest.kind !== 'present') return originRequest;
  if (responseHeaders.kind !== 'present') return responseHeaders;
  return present({
    cachePolicies: [...MANAGED_CACHE_POLICIES, ...cache.value.map(fromCachePolicy)],
    originRequestPolicies: [...MANAGED_ORIGIN_REQUEST_POLICIES, ...originRequest.value.map(fromOriginRequestPolicy)],
    responseHeadersPolicies: [
      ...MANAGED_RESPONSE_HEADERS_POLICIES,
      ...responseHeaders.value.map(fromResponseHeadersPolicy),
    ],
  });
}

const CUSTOM_PAGE = { Type: 'custom', MaxItems: 100 } as const;

function listCachePolicies({ cloudFront }: AwsClients) {
  return readPages(
    'CloudFront.ListCachePolicies',
    () =>
      pages(
        (Marker: string | undefined) => cloudFront.send(new ListCachePoliciesCommand({ ...CUSTOM_PAGE, Marker })),
        (page) => page.CachePolicyList?.NextMarker || undefined,
      ),
    (page) => page.CachePolicyList?.Items ?? [],
  );
}

function listOriginRequestPolicies({ cloudFront }: AwsClients) {
  return readPages(
    'CloudFront.ListOriginRequestPolicies',
    () =>
      pages(
        (Marker: string | undefined) =>
          cloudFront.send(new ListOriginRequestPoliciesCommand({ ...CUSTOM_PAGE, Marker })),
        (page) => page.OriginRequestPolicyList?.NextMarker || undefined,
      ),
    (page) => page.OriginRequestPolicyList?.Items ?? [],
  );
}

function listResponseHeadersPolicies({ cloudFront }: AwsClients) {
  return readPages(
    'CloudFront.ListResponseHeadersPolicies',
    () =>
      pages(
        (Marker: string | undefined) =>
          cloudFront.send(new ListResponseHeadersPoliciesCommand({ ...CUSTOM_PAGE, Marker })),
        (page) => page.ResponseHeadersPolicyList?.NextMarker || undefined,
      ),
    (page) => page.ResponseHeadersPolicyList?.Items ?? [],
  );
}
