import {
  CloudFrontClient,
  CreateDistributionCommand,
  type DistributionConfig,
  GetDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import {
  behavior,
  CACHING_DISABLED,
  distributionConfig,
  origin,
  withBehavior,
  withOrigin,
} from './distribution-config.ts';

const aws = useSimulatedAws();

function create(config: DistributionConfig) {
  return aws.client(CloudFrontClient).send(new CreateDistributionCommand({ DistributionConfig: config }));
}

describe('validation', () => {
  test.each<[string, DistributionConfig, string]>([
    ['a config without a comment', distributionConfig({ Comment: undefined }), 'InvalidArgument'],
    ['a comment of 129 characters', distributionConfig({ Comment: 'x'.repeat(129) }), 'InvalidArgument'],
    ['an unknown price class', distributionConfig({ PriceClass: 'PriceClass_9' as never }), 'InvalidArgument'],
    ['an unknown HTTP version', distributionConfig({ HttpVersion: 'http9' as never }), 'InvalidArgument'],
    ['a default root object with a slash', distributionConfig({ DefaultRootObject: '/a' }), 'InvalidDefaultRootObject'],
    ['a wrong quantity', distributionConfig({ Origins: { Quantity: 2, Items: [origin()] } }), 'InconsistentQuantities'],
    [
      'a wrong quantity deep inside',
      withOrigin({ CustomHeaders: { Quantity: 0, Items: [{ HeaderName: 'a', HeaderValue: 'b' }] } }),
      'InconsistentQuantities',
    ],
    ['an unknown target origin', withBehavior({ TargetOriginId: 'other' }), 'NoSuchOrigin'],
    [
      'an unknown error code',
      distributionConfig({ CustomErrorResponses: { Quantity: 1, Items: [{ ErrorCode: 418 }] } }),
      'InvalidErrorCode',
    ],
    [
      'an unknown country',
      distributionConfig({
        Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Quantity: 1, Items: ['xx'] } },
      }),
      'InvalidLocationCode',
    ],
  ])('refuses %s', async (_, config, name) => {
    const creation = create(config);

    await expect(creation).rejects.toMatchObject({ name });
  });

  test.each<[string, DistributionConfig, string]>([
    ['a domain name without a dot', withOrigin({ DomainName: 'localhost' }), 'InvalidArgument'],
    ['a path without a leading slash', withOrigin({ OriginPath: 'prod' }), 'InvalidArgument'],
    ['a path with a trailing slash', withOrigin({ OriginPath: '/prod/' }), 'InvalidArgument'],
    ['no kind', withOrigin({ CustomOriginConfig: undefined }), 'InvalidArgument'],
    ['two kinds', withOrigin({ S3OriginConfig: { OriginAccessIdentity: '' } }), 'InvalidArgument'],
    ['four connection attempts', withOrigin({ ConnectionAttempts: 4 }), 'InvalidArgument'],
    [
      'a forbidden custom header',
      withOrigin({ CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Amz-Secret', HeaderValue: 'a' }] } }),
      'InvalidArgument',
    ],
    [
      'port 81',
      withOrigin({ CustomOriginConfig: { HTTPPort: 81, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' } }),
      'InvalidArgument',
    ],
    [
      'a read timeout of 121 seconds',
      withOrigin({
        CustomOriginConfig: {
          HTTPPort: 80,
          HTTPSPort: 443,
          OriginProtocolPolicy: 'https-only',
          OriginReadTimeout: 121,
        },
      }),
      'InvalidOriginReadTimeout',
    ],
  ])('refuses an origin with %s', async (_, config, name) => {
    const creation = create(config);

    await expect(creation).rejects.toMatchObject({ name });
  });

  test.each<[string, DistributionConfig, string]>([
    [
      'an unknown viewer protocol policy',
      withBehavior({ ViewerProtocolPolicy: 'http-only' as never }),
      'InvalidArgument',
    ],
    ['four methods', withBehavior({ AllowedMethods: methods(['GET', 'HEAD', 'OPTIONS', 'POST']) }), 'InvalidArgument'],
    ['neither cache policy nor forwarded values', withBehavior({ CachePolicyId: undefined }), 'InvalidArgument'],
    ['times beside a cache policy', withBehavior({ MinTTL: 0 }), 'InvalidArgument'],
    ['an unknown cache policy', withBehavior({ CachePolicyId: 'none' }), 'NoSuchCachePolicy'],
    ['an unknown origin request policy', withBehavior({ OriginRequestPolicyId: 'none' }), 'NoSuchOriginRequestPolicy'],
    [
      'an unknown response headers policy',
      withBehavior({ ResponseHeadersPolicyId: 'none' }),
      'NoSuchResponseHeadersPolicy',
    ],
    [
      'eleven forwarded headers',
      legacy({ Headers: { Quantity: 11, Items: [...'abcdefghijk'] } }),
      'TooManyHeadersInForwardedValues',
    ],
    [
      'cookie names that are not asked for',
      legacy({ Cookies: { Forward: 'none', WhitelistedNames: { Quantity: 1, Items: ['a'] } } }),
      'InvalidForwardCookies',
    ],
    ['all headers and a minimum time', legacy({ Headers: { Quantity: 1, Items: ['*'] } }, 1), 'InvalidArgument'],
    ['times out of order', legacy({}, 100_000), 'InvalidTTLOrder'],
  ])('refuses a behavior with %s', async (_, config, name) => {
    const creation = create(config);

    await expect(creation).rejects.toMatchObject({ name });
  });

  test('refuses forwarded values beside a cache policy in the words of AWS', async () => {
    const config = withBehavior({ ForwardedValues: { QueryString: true, Cookies: { Forward: 'all' } } });

    const creation = create(config);

    await expect(creation).rejects.toThrow(
      'The parameter ForwardedValues cannot be used when a cache policy is associated',
    );
  });

  test('refuses an origin request policy without a cache policy', async () => {
    const config = withBehavior({ CachePolicyId: undefined, OriginRequestPolicyId: CACHING_DISABLED });

    const creation = create(config);

    await expect(creation).rejects.toThrow('The parameter OriginRequestPolicyId');
  });

  test('refuses two behaviors for one path pattern', async () => {
    const items = [
      { ...behavior(), PathPattern: 'a/*' },
      { ...behavior(), PathPattern: '/a/*' },
    ];

    const creation = create(distributionConfig({ CacheBehaviors: { Quantity: 2, Items: items } }));

    await expect(creation).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  test('refuses a caller reference that is in use', async () => {
    await create(distributionConfig());

    const creation = create(distributionConfig({ Comment: 'another' }));

    await expect(creation).rejects.toMatchObject({
      name: 'DistributionAlreadyExists',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('refuses more distributions than the quota', async () => {
    aws.simulator.world.state(cloudFront, '111111111111').quotas.distributions = 1;
    await create(distributionConfig());

    const creation = create(distributionConfig({ CallerReference: 'reference-2' }));

    await expect(creation).rejects.toMatchObject({ name: 'TooManyDistributions' });
  });
});

describe('behavior', () => {
  test('answers the distribution, its version and where it is', async () => {
    const created = await create(distributionConfig());

    expect(created.Distribution).toMatchObject({
      Id: expect.stringMatching(/^E[A-Z0-9]{13}$/),
      DomainName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
      Status: 'InProgress',
      InProgressInvalidationBatches: 0,
      LastModifiedTime: new Date('2026-01-01T00:00:00Z'),
    });
    expect(created.Distribution!.ARN).toBe(`arn:aws:cloudfront::111111111111:distribution/${created.Distribution!.Id}`);
    expect(created.ETag).toMatch(/^E[A-Z0-9]{13}$/);
    expect(created.Location).toContain(created.Distribution!.Id!);
  });

  test('fills in what was left out', async () => {
    const created = await create(distributionConfig());

    expect(created.Distribution!.DistributionConfig).toMatchObject({
      Aliases: { Quantity: 0 },
      DefaultRootObject: '',
      CacheBehaviors: { Quantity: 0 },
      CustomErrorResponses: { Quantity: 0 },
      Logging: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
      PriceClass: 'PriceClass_All',
      Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
      WebACLId: '',
      HttpVersion: 'http2',
      IsIPV6Enabled: false,
      Staging: false,
      ViewerCertificate: {
        CloudFrontDefaultCertificate: true,
        MinimumProtocolVersion: 'TLSv1',
        CertificateSource: 'cloudfront',
      },
      DefaultCacheBehavior: {
        AllowedMethods: {
          Quantity: 2,
          Items: ['HEAD', 'GET'],
          CachedMethods: { Quantity: 2, Items: ['HEAD', 'GET'] },
        },
        Compress: false,
        SmoothStreaming: false,
        FieldLevelEncryptionId: '',
        TrustedSigners: { Enabled: false, Quantity: 0 },
        TrustedKeyGroups: { Enabled: false, Quantity: 0 },
        LambdaFunctionAssociations: { Quantity: 0 },
        FunctionAssociations: { Quantity: 0 },
      },
    });
    expect(created.Distribution!.DistributionConfig!.Origins!.Items![0]).toMatchObject({
      OriginPath: '',
      CustomHeaders: { Quantity: 0 },
      ConnectionAttempts: 3,
      ConnectionTimeout: 10,
      OriginShield: { Enabled: false },
      CustomOriginConfig: { OriginReadTimeout: 30, OriginKeepaliveTimeout: 5 },
    });
  });

  test('keeps what it knows only by name', async () => {
    const config = distributionConfig({
      CacheTagConfig: { HeaderName: 'x-cache-tag' },
      ConnectionFunctionAssociation: { Id: 'function-1' },
      WebACLId: 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/one/two',
      ContinuousDeploymentPolicyId: 'policy-1',
    });

    const created = await create(config);

    expect(created.Distribution!.DistributionConfig).toMatchObject({
      CacheTagConfig: { HeaderName: 'x-cache-tag' },
      ConnectionFunctionAssociation: { Id: 'function-1' },
      WebACLId: 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/one/two',
      ContinuousDeploymentPolicyId: 'policy-1',
    });
  });

  test('answers methods in the order of AWS', async () => {
    const config = withBehavior({
      AllowedMethods: methods(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE']),
    });

    const created = await create(config);

    expect(created.Distribution!.DistributionConfig!.DefaultCacheBehavior!.AllowedMethods!.Items).toEqual([
      'HEAD',
      'DELETE',
      'POST',
      'GET',
      'OPTIONS',
      'PUT',
      'PATCH',
    ]);
  });

  test('keeps legacy forwarded values with their times', async () => {
    const created = await create(legacy({}));

    expect(created.Distribution!.DistributionConfig!.DefaultCacheBehavior).toMatchObject({
      ForwardedValues: { QueryString: false, Headers: { Quantity: 0 }, QueryStringCacheKeys: { Quantity: 0 } },
      MinTTL: 0,
      DefaultTTL: 86_400,
      MaxTTL: 31_536_000,
    });
  });

  test('is deployed after five minutes', async () => {
    const created = await create(distributionConfig());
    const get = new GetDistributionCommand({ Id: created.Distribution!.Id });

    aws.simulator.clock.advance(299);
    const before = await aws.client(CloudFrontClient).send(get);
    aws.simulator.clock.advance(1);
    const after = await aws.client(CloudFrontClient).send(get);

    expect(before.Distribution!.Status).toBe('InProgress');
    expect(after.Distribution!.Status).toBe('Deployed');
  });
});

function methods(items: NonNullable<NonNullable<ReturnType<typeof behavior>['AllowedMethods']>['Items']>) {
  return { Quantity: items.length, Items: items };
}

function legacy(changes: object, MinTTL = 0): DistributionConfig {
  const ForwardedValues = { QueryString: false, Cookies: { Forward: 'none' as const }, ...changes };
  return withBehavior({ CachePolicyId: undefined, ForwardedValues, MinTTL });
}
