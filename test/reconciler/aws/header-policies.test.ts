import type {
  CachePolicySummary,
  OriginRequestPolicySummary,
  ResponseHeadersPolicySummary,
} from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import {
  fromCachePolicy,
  fromOriginRequestPolicy,
  fromResponseHeadersPolicy,
  toOriginRequestPolicyConfig,
  toResponseHeadersPolicyConfig,
} from '../../../functions/reconciler/aws/header-policies.ts';

describe('an origin request policy', () => {
  test('is read back as it was written', () => {
    const anyHeaders = fc.uniqueArray(fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,15}$/), {
      minLength: 1,
      maxLength: 10,
      selector: (header) => header.toLowerCase(),
    });

    fc.assert(
      fc.property(anyHeaders, (headers) => {
        const config = toOriginRequestPolicyConfig({ kind: 'origin-request', name: 'p', headers });
        const policy = { Id: 'id', LastModifiedTime: undefined, OriginRequestPolicyConfig: config };

        expect(fromOriginRequestPolicy({ Type: 'custom', OriginRequestPolicy: policy })).toEqual({
          id: 'id',
          name: 'p',
          headers: { kind: 'only', names: headers.map((header) => header.toLowerCase()).sort() },
          cookies: 'all',
          queryStrings: 'all',
        });
      }),
    );
  });

  test.each([
    ['none', undefined, { kind: 'none' }],
    ['whitelist', ['Origin', 'Accept'], { kind: 'only', names: ['accept', 'origin'] }],
    ['allViewer', undefined, { kind: 'all' }],
    ['allViewerAndWhitelistCloudFront', ['CloudFront-Viewer-Country'], { kind: 'all' }],
    ['allExcept', ['Host'], { kind: 'all-except', names: ['host'] }],
  ])('with header behavior %s selects what CloudFront would send', (HeaderBehavior, items, headers) => {
    const summary = {
      OriginRequestPolicy: {
        OriginRequestPolicyConfig: {
          HeadersConfig: { HeaderBehavior, Headers: items && { Quantity: items.length, Items: items } },
        },
      },
    };

    expect(fromOriginRequestPolicy(summary as OriginRequestPolicySummary).headers).toEqual(headers);
  });

  test.each([
    ['none', 'none'],
    ['whitelist', 'some'],
    ['allExcept', 'some'],
    ['all', 'all'],
  ])('with cookie behavior %s forwards %s', (CookieBehavior, expected) => {
    const summary = { OriginRequestPolicy: { OriginRequestPolicyConfig: { CookiesConfig: { CookieBehavior } } } };

    expect(fromOriginRequestPolicy(summary as OriginRequestPolicySummary).cookies).toBe(expected);
  });
});

describe('a cache policy', () => {
  test("has CloudFront's default times where it names none", () => {
    const summary = { CachePolicy: { Id: 'c', CachePolicyConfig: { Name: 'mine', MinTTL: 0 } } };

    expect(fromCachePolicy(summary as CachePolicySummary)).toEqual({
      id: 'c',
      name: 'mine',
      minTtlSeconds: 0,
      defaultTtlSeconds: 86_400,
      maxTtlSeconds: 31_536_000,
      headers: { kind: 'none' },
      cookies: 'none',
      queryStrings: 'none',
    });
  });
});

describe('a response headers policy', () => {
  test('is read back as it was written', () => {
    const anyHsts = fc.record({ maxAgeSeconds: fc.nat(), includeSubdomains: fc.boolean(), preload: fc.boolean() });

    fc.assert(
      fc.property(anyHsts, (strictTransportSecurity) => {
        const config = toResponseHeadersPolicyConfig({ kind: 'response-headers', name: 'p', strictTransportSecurity });
        const policy = { Id: 'id', LastModifiedTime: undefined, ResponseHeadersPolicyConfig: config };

        expect(fromResponseHeadersPolicy({ Type: 'custom', ResponseHeadersPolicy: policy })).toEqual({
          id: 'id',
          name: 'p',
          strictTransportSecurity,
        });
      }),
    );
  });

  test("lets the API's own header win", () => {
    const config = toResponseHeadersPolicyConfig({
      kind: 'response-headers',
      name: 'p',
      strictTransportSecurity: { maxAgeSeconds: 300, includeSubdomains: false, preload: false },
    });

    expect(config.SecurityHeadersConfig?.StrictTransportSecurity?.Override).toBe(false);
  });

  test('without HSTS says so', () => {
    const summary = { ResponseHeadersPolicy: { Id: 'r', ResponseHeadersPolicyConfig: { Name: 'cors' } } };

    expect(fromResponseHeadersPolicy(summary as ResponseHeadersPolicySummary).strictTransportSecurity).toBeUndefined();
  });
});
