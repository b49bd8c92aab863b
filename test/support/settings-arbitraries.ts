import fc, { type Arbitrary } from 'fast-check';
import type {
  CacheBehavior,
  DistributionSettings,
  Forwarding,
  Origin,
  ViewerCertificate,
} from '../../functions/reconciler/model/distribution.ts';
import {
  ALL_VIEWER,
  ALL_VIEWER_EXCEPT_HOST_HEADER,
  CACHING_DISABLED,
} from '../../functions/reconciler/model/managed-policies.ts';
import { ABSENT } from '../../functions/reconciler/model/observed.ts';
import { CACHING_OPTIMIZED, HOST_HEADER_ONLY, SECURITY_HEADERS } from './distribution-builders.ts';
import { API, certificate, name, REGIONAL } from './edge-builders.ts';

const METHODS = [
  ['GET', 'HEAD'],
  ['GET', 'HEAD', 'OPTIONS'],
  ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
];
const GONE = name('d-gone.execute-api.eu-west-1.amazonaws.com');
const OUT_OF_SIGHT = name('d-far.execute-api.ap-southeast-2.amazonaws.com');
const ORIGIN_NAMES = [
  REGIONAL,
  name('h1.execute-api.eu-west-1.amazonaws.com'),
  name('assets.s3.amazonaws.com'),
  GONE,
  OUT_OF_SIGHT,
  API,
];
const SECURITY_POLICIES = ['TLSv1', 'TLSv1.1_2016', 'TLSv1.2_2019', 'TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025'];

/**
 * Settings that CloudFront would keep, right or wrong by the rules. `legacy` also draws behaviors with ForwardedValues, which are corrected but
 * never created.
 */
export function anySettings(style: 'policies' | 'legacy-too'): Arbitrary<DistributionSettings> {
  return fc
    .uniqueArray(anyOrigin(), { minLength: 1, maxLength: 3, selector: (origin) => origin.id })
    .chain((origins) => settingsOver(origins, style));
}

/** The same where custom domains were looked up: one endpoint is nobody's any more. */
export function lookedUp(settings: DistributionSettings): DistributionSettings {
  const origins = settings.origins.map((one) => (one.domainName === GONE ? { ...one, customDomain: ABSENT } : one));
  return { ...settings, origins };
}

function settingsOver(origins: readonly Origin[], style: 'policies' | 'legacy-too'): Arbitrary<DistributionSettings> {
  const behavior = anyBehavior(origins, style);
  const ordered = fc.uniqueArray(fc.constantFrom('/v1/*', '/img/*.png', '/a.b/*'), { maxLength: 2 });
  const codes = fc.uniqueArray(fc.constantFrom(403, 404, 500, 504), { maxLength: 3 });
  return fc.record<DistributionSettings>({
    enabled: fc.boolean(),
    comment: fc.string({ maxLength: 20 }),
    alternateDomainNames: fc.constantFrom([], [API], [API, name('www.example.com')]),
    ipv6: fc.constantFrom('on' as const, 'off' as const),
    httpVersion: fc.constantFrom('http1.1', 'http2', 'http2and3'),
    priceClass: fc.constantFrom('PriceClass_100', 'PriceClass_All'),
    webAclId: fc.constantFrom('', 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/one/1'),
    viewerCertificate: anyViewerCertificate(),
    originGroups: fc.constant([]),
    origins: fc.constant(origins),
    defaultCacheBehavior: behavior,
    cacheBehaviors: ordered.chain((patterns) =>
      fc.tuple(...patterns.map((pathPattern) => behavior.map((one) => ({ ...one, pathPattern })))),
    ),
    customErrorResponses: codes.chain((list) =>
      fc.tuple(
        ...list.map((errorCode) =>
          fc.nat({ max: 60 }).map((cachingMinTtlSeconds) => ({ errorCode, cachingMinTtlSeconds })),
        ),
      ),
    ),
  });
}

function anyOrigin(): Arbitrary<Origin> {
  return fc.record<Origin>({
    id: fc.constantFrom('api', 'other api', 'assets'),
    domainName: fc.constantFrom(...ORIGIN_NAMES),
    path: fc.constantFrom('', '/prod'),
    customHeaders: fc.constant([]),
    custom: fc.record({
      protocolPolicy: fc.constantFrom('https-only', 'http-only', 'match-viewer'),
      sslProtocols: fc.constantFrom(['TLSv1.2'], ['TLSv1', 'TLSv1.2'], ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']),
    }),
  });
}

function anyViewerCertificate(): Arbitrary<ViewerCertificate> {
  const facts = {
    minimumProtocolVersion: fc.constantFrom(...SECURITY_POLICIES),
    sslSupportMethod: fc.constantFrom('sni-only', 'vip'),
  };
  return fc.oneof(
    fc.constant({ source: 'cloudfront' as const }),
    fc.record({ source: fc.constant('iam' as const), id: fc.constant('ASCA1'), ...facts }),
    fc.record({
      source: fc.constant('acm' as const),
      arn: fc.constantFrom(certificate().arn, 'arn:aws:acm:us-east-1:111111111111:certificate/other'),
      ...facts,
    }),
  );
}

function anyBehavior(origins: readonly Origin[], style: 'policies' | 'legacy-too'): Arbitrary<CacheBehavior> {
  return fc.record<CacheBehavior>({
    targetOriginId: fc.constantFrom(...origins.map((origin) => origin.id)),
    viewerProtocolPolicy: fc.constantFrom('allow-all', 'redirect-to-https', 'https-only'),
    allowedMethods: fc.constantFrom(...METHODS),
    forwarding: style === 'policies' ? anyPolicies() : fc.oneof(anyPolicies(), anyForwardedValues()),
    responseHeadersPolicyId: fc.constantFrom(undefined, SECURITY_HEADERS),
  });
}

function anyPolicies(): Arbitrary<Forwarding> {
  return fc.record({
    kind: fc.constant('policies' as const),
    cachePolicyId: fc.constantFrom(CACHING_DISABLED, CACHING_OPTIMIZED),
    originRequestPolicyId: fc.constantFrom(undefined, ALL_VIEWER, ALL_VIEWER_EXCEPT_HOST_HEADER, HOST_HEADER_ONLY),
  });
}

function anyForwardedValues(): Arbitrary<Forwarding> {
  return fc.record({
    kind: fc.constant('forwarded-values' as const),
    headers: fc.oneof(
      fc.constant(['*']),
      fc.uniqueArray(fc.constantFrom('Host', 'Authorization', 'Accept', 'Origin', 'X-Tenant'), { maxLength: 5 }),
    ),
    queryString: fc.constantFrom('forwarded' as const, 'dropped' as const),
    cookies: fc.constantFrom('none' as const, 'all' as const, 'some' as const),
    minTtlSeconds: fc.constant(0),
    defaultTtlSeconds: fc.constantFrom(0, 300),
    maxTtlSeconds: fc.constantFrom(300, 86_400),
  });
}
