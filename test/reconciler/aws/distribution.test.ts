import type { DistributionSummary } from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import {
  fromDistributionConfig,
  fromDistributionSummary,
  toDistributionConfig,
} from '../../../functions/reconciler/aws/distribution.ts';
import { distribution } from '../../support/distribution-builders.ts';
import { API, CLOUDFRONT, name } from '../../support/edge-builders.ts';
import { sdkConfig } from '../../support/sdk-config.ts';
import { anySettings } from '../../support/settings-arbitraries.ts';

describe('a distribution config', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(anySettings('policies'), (settings) => {
        expect(fromDistributionConfig(toDistributionConfig(settings, 'ref'))).toEqual(settings);
      }),
    );
  });

  test('is read back from the legacy form too', () => {
    fc.assert(
      fc.property(anySettings('legacy-too'), (settings) => {
        expect(fromDistributionConfig(sdkConfig(settings))).toEqual(settings);
      }),
    );
  });

  test('counts every list, because CloudFront refuses a Quantity that differs from its Items', () => {
    const config = toDistributionConfig(distribution().settings, 'ref');

    expect(config.Aliases).toEqual({ Quantity: 1, Items: [API] });
    expect(config.CacheBehaviors).toEqual({ Quantity: 0 });
    expect(config.DefaultCacheBehavior?.AllowedMethods).toMatchObject({
      Quantity: 7,
      CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
    });
  });

  test('that says almost nothing means what CloudFront would do with it', () => {
    const settings = fromDistributionConfig({
      Enabled: true,
      Comment: '',
      Origins: { Quantity: 1, Items: [{ Id: 'o', DomainName: 'EXAMPLE.org' }] },
      DefaultCacheBehavior: {
        TargetOriginId: 'o',
        ViewerProtocolPolicy: 'allow-all',
        ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
      },
      CustomErrorResponses: { Quantity: 1, Items: [{ ErrorCode: 404 }] },
    });

    expect(settings).toMatchObject({
      httpVersion: 'http2',
      priceClass: 'PriceClass_All',
      viewerCertificate: { source: 'cloudfront' },
      origins: [{ id: 'o', domainName: 'example.org', path: '', custom: undefined }],
      defaultCacheBehavior: {
        allowedMethods: ['GET', 'HEAD'],
        forwarding: { kind: 'forwarded-values', headers: [], defaultTtlSeconds: 86_400, maxTtlSeconds: 31_536_000 },
      },
      customErrorResponses: [{ errorCode: 404, cachingMinTtlSeconds: 10 }],
    });
  });
});

describe('fromDistributionSummary', () => {
  test('takes identity, state and tags beside the settings', () => {
    const one = fromDistributionSummary(summary(), { team: 'payments' });

    expect(one).toMatchObject({
      id: 'E1',
      domainName: CLOUDFRONT,
      etag: 'ETAG1',
      status: 'InProgress',
      tags: { team: 'payments' },
      leftAlone: undefined,
      settings: { alternateDomainNames: [name('a.example.com'), name('b.example.com')] },
    });
  });

  test.each([
    ['a staging distribution', { Staging: true }, /staging/],
    ['a multi-tenant distribution', { ConnectionMode: 'tenant-only' }, /multi-tenant/],
  ] as const)('marks %s as left alone', (_, facts, because) => {
    expect(fromDistributionSummary(summary(facts), {}).leftAlone).toMatch(because);
  });
});

function summary(facts: Partial<DistributionSummary> = {}): DistributionSummary {
  const { CallerReference: _, ...config } = sdkConfig(distribution().settings);
  return {
    ...config,
    Id: 'E1',
    ARN: 'arn:aws:cloudfront::111111111111:distribution/E1',
    ETag: 'ETAG1',
    Status: 'InProgress',
    LastModifiedTime: undefined,
    DomainName: 'd111.cloudfront.net',
    Aliases: { Quantity: 2, Items: ['B.example.com', 'a.example.com'] },
    Restrictions: undefined,
    Staging: false,
    ...facts,
  } as DistributionSummary;
}
