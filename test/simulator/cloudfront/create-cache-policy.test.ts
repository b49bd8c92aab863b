import {
  type CachePolicyConfig,
  type CachePolicyHeadersConfig,
  CloudFrontClient,
  CreateCachePolicyCommand,
  CreateDistributionCommand,
  DeleteCachePolicyCommand,
  GetCachePolicyCommand,
  ListCachePoliciesCommand,
} from '@aws-sdk/client-cloudfront';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { CACHING_DISABLED, withBehavior } from './distribution-config.ts';

const aws = useSimulatedAws();

const NOTHING = {
  EnableAcceptEncodingGzip: false,
  EnableAcceptEncodingBrotli: false,
  HeadersConfig: { HeaderBehavior: 'none' },
  CookiesConfig: { CookieBehavior: 'none' },
  QueryStringsConfig: { QueryStringBehavior: 'none' },
} as const;

function config(
  changes: Partial<CachePolicyConfig> = {},
  parameters: Partial<CachePolicyConfig['ParametersInCacheKeyAndForwardedToOrigin']> = {},
): CachePolicyConfig {
  return {
    Name: 'own',
    MinTTL: 0,
    ParametersInCacheKeyAndForwardedToOrigin: { ...NOTHING, ...parameters },
    ...changes,
  };
}

function create(CachePolicyConfig: CachePolicyConfig) {
  return aws.client(CloudFrontClient).send(new CreateCachePolicyCommand({ CachePolicyConfig }));
}

const NEVER = { MinTTL: 0, DefaultTTL: 0, MaxTTL: 0 };
const AUTHORIZATION: CachePolicyHeadersConfig = {
  HeaderBehavior: 'whitelist',
  Headers: { Quantity: 1, Items: ['Authorization'] },
};

describe('validation', () => {
  test.each<[string, CachePolicyConfig]>([
    ['HeaderBehavior', config(NEVER, { HeadersConfig: AUTHORIZATION })],
    ['CookieBehavior', config(NEVER, { CookiesConfig: { CookieBehavior: 'all' } })],
    ['QueryStringBehavior', config(NEVER, { QueryStringsConfig: { QueryStringBehavior: 'all' } })],
    ['EnableAcceptEncodingGzip', config(NEVER, { EnableAcceptEncodingGzip: true })],
    ['EnableAcceptEncodingBrotli', config(NEVER, { EnableAcceptEncodingBrotli: true })],
  ])('refuses %s when caching is disabled', async (parameter, policy) => {
    const creation = create(policy);

    await expect(creation).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: `The parameter ${parameter} is invalid for policy with caching disabled`,
    });
  });

  test.each<[string, CachePolicyConfig, string]>([
    ['a name with a space', config({ Name: 'my policy' }), 'InvalidArgument'],
    ['the name of a managed policy', config({ Name: 'Managed-CachingDisabled' }), 'CachePolicyAlreadyExists'],
    ['times out of order', config({ MinTTL: 10, DefaultTTL: 5 }), 'InvalidArgument'],
    ['a whitelist without names', config({}, { HeadersConfig: { HeaderBehavior: 'whitelist' } }), 'InvalidArgument'],
    [
      'names beside none',
      config({}, { HeadersConfig: { ...AUTHORIZATION, HeaderBehavior: 'none' } }),
      'InvalidArgument',
    ],
    [
      'the Cookie header',
      config({}, { HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 1, Items: ['Cookie'] } } }),
      'InvalidArgument',
    ],
    [
      'eleven headers',
      config(
        {},
        { HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 11, Items: [...'abcdefghijk'] } } },
      ),
      'TooManyHeadersInCachePolicy',
    ],
    [
      'a wrong quantity',
      config({}, { HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 2, Items: ['a'] } } }),
      'InconsistentQuantities',
    ],
  ])('refuses %s', async (_, policy, name) => {
    const creation = create(policy);

    await expect(creation).rejects.toMatchObject({ name });
  });

  test('refuses more policies than the quota, managed ones not counted', async () => {
    aws.simulator.world.state(cloudFront, '111111111111').quotas.cachePolicies = 1;
    await create(config());

    const creation = create(config({ Name: 'another' }));

    await expect(creation).rejects.toMatchObject({ name: 'TooManyCachePolicies', $metadata: { httpStatusCode: 400 } });
  });

  test('refuses to delete a managed policy', async () => {
    const client = aws.client(CloudFrontClient);
    const { ETag } = await client.send(new GetCachePolicyCommand({ Id: CACHING_DISABLED }));

    const deletion = client.send(new DeleteCachePolicyCommand({ Id: CACHING_DISABLED, IfMatch: ETag }));

    await expect(deletion).rejects.toMatchObject({ name: 'IllegalDelete' });
  });

  test('refuses to delete an attached policy', async () => {
    const client = aws.client(CloudFrontClient);
    const { CachePolicy, ETag } = await create(config());
    const DistributionConfig = withBehavior({ CachePolicyId: CachePolicy!.Id });
    await client.send(new CreateDistributionCommand({ DistributionConfig }));

    const deletion = client.send(new DeleteCachePolicyCommand({ Id: CachePolicy!.Id, IfMatch: ETag }));

    await expect(deletion).rejects.toMatchObject({ name: 'CachePolicyInUse', $metadata: { httpStatusCode: 409 } });
  });

  test('refuses a policy on more distributions than the quota', async () => {
    aws.simulator.world.state(cloudFront, '111111111111').quotas.distributionsPerPolicy = 0;
    const { CachePolicy } = await create(config());

    const creation = aws
      .client(CloudFrontClient)
      .send(new CreateDistributionCommand({ DistributionConfig: withBehavior({ CachePolicyId: CachePolicy!.Id }) }));

    await expect(creation).rejects.toMatchObject({ name: 'TooManyDistributionsAssociatedToCachePolicy' });
  });
});

describe('behavior', () => {
  test('caches by Authorization for a second at most', async () => {
    const created = await create(config({ MinTTL: 0, DefaultTTL: 0, MaxTTL: 1 }, { HeadersConfig: AUTHORIZATION }));

    const read = await aws.client(CloudFrontClient).send(new GetCachePolicyCommand({ Id: created.CachePolicy!.Id }));

    expect(read.ETag).toBe(created.ETag);
    expect(read.CachePolicy!.CachePolicyConfig).toMatchObject({
      Name: 'own',
      Comment: '',
      MaxTTL: 1,
      ParametersInCacheKeyAndForwardedToOrigin: { HeadersConfig: AUTHORIZATION },
    });
  });

  test('fills in times that were left out', async () => {
    const created = await create(config({ MinTTL: 100_000 }));

    expect(created.CachePolicy!.CachePolicyConfig).toMatchObject({ DefaultTTL: 100_000, MaxTTL: 31_536_000 });
  });

  test('deletes what nothing uses', async () => {
    const client = aws.client(CloudFrontClient);
    const { CachePolicy, ETag } = await create(config());

    await client.send(new DeleteCachePolicyCommand({ Id: CachePolicy!.Id, IfMatch: ETag }));

    const reading = client.send(new GetCachePolicyCommand({ Id: CachePolicy!.Id }));
    await expect(reading).rejects.toMatchObject({ name: 'NoSuchCachePolicy', $metadata: { httpStatusCode: 404 } });
  });

  test('lists custom policies apart from managed ones', async () => {
    const client = aws.client(CloudFrontClient);
    await create(config());

    const custom = await client.send(new ListCachePoliciesCommand({ Type: 'custom' }));
    const managed = await client.send(new ListCachePoliciesCommand({ Type: 'managed', MaxItems: 100 }));
    const firstPage = await client.send(new ListCachePoliciesCommand({}));

    expect(custom.CachePolicyList!.Items!.map(({ Type }) => Type)).toEqual(['custom']);
    expect(managed.CachePolicyList!.Items!.map(({ CachePolicy }) => CachePolicy!.Id)).toContain(CACHING_DISABLED);
    expect(firstPage.CachePolicyList).toMatchObject({ Quantity: 4, MaxItems: 4, NextMarker: expect.any(String) });
  });
});
