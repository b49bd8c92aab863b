import {
  CloudFrontClient,
  CreateDistributionCommand,
  type DistributionConfig,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { putSubscription } from '../../../simulator/pricing-plan-manager/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { distributionConfig } from './distribution-config.ts';

const aws = useSimulatedAws();

async function created() {
  const client = aws.client(CloudFrontClient);
  const { Distribution, ETag } = await client.send(
    new CreateDistributionCommand({ DistributionConfig: distributionConfig() }),
  );
  const { Id, ARN, DistributionConfig } = Distribution!;
  return { client, Id: Id!, arn: ARN!, ETag: ETag!, config: DistributionConfig! };
}

describe('validation', () => {
  test.each([
    ['no version', undefined],
    ['a version that is none', 'latest'],
  ])('refuses %s', async (_, IfMatch) => {
    const { client, Id, config } = await created();

    const update = client.send(new UpdateDistributionCommand({ Id, IfMatch, DistributionConfig: config }));

    await expect(update).rejects.toMatchObject({
      name: 'InvalidIfMatchVersion',
      message: 'The If-Match version is missing or not valid for the resource.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('refuses a version that is no longer the newest', async () => {
    const { client, Id, ETag, config } = await created();
    await client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: config }));

    const update = client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: config }));

    await expect(update).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
  });

  test('refuses another web ACL on a flat-rate plan, and takes other changes', async () => {
    const { client, Id, ETag, arn, config } = await created();
    putSubscription(aws.simulator.world, '111111111111', { resourceArns: [arn] });
    const update = (changes: Partial<DistributionConfig>) =>
      client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: { ...config, ...changes } }));

    await expect(update({ WebACLId: 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/a/b' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: expect.stringContaining("You can't remove or replace the web ACL for your distribution."),
      $metadata: { httpStatusCode: 400 },
    });
    await expect(update({ Enabled: false })).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  test('refuses a distribution that does not exist', async () => {
    const { client, ETag, config } = await created();

    const update = client.send(
      new UpdateDistributionCommand({ Id: 'ENONE', IfMatch: ETag, DistributionConfig: config }),
    );

    await expect(update).rejects.toMatchObject({ name: 'NoSuchDistribution', $metadata: { httpStatusCode: 404 } });
  });

  test.each([
    'Aliases',
    'DefaultRootObject',
    'CacheBehaviors',
    'CustomErrorResponses',
    'Logging',
    'PriceClass',
    'ViewerCertificate',
    'Restrictions',
    'WebACLId',
    'HttpVersion',
  ] as const)('refuses an update without %s', async (member) => {
    const { client, Id, ETag, config } = await created();
    const DistributionConfig: DistributionConfig = { ...config, [member]: undefined };

    const update = client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }));

    await expect(update).rejects.toMatchObject({
      name: 'IllegalUpdate',
      message: `${member} is required for updates.`,
    });
  });

  test.each(['ResponsePagePath', 'ResponseCode'])('refuses a custom error response without %s', async (member) => {
    const { client, Id, ETag, config } = await created();
    const response = { ErrorCode: 502, ErrorCachingMinTTL: 3, ResponsePagePath: '', ResponseCode: '' };
    const CustomErrorResponses = { Quantity: 1, Items: [{ ...response, [member]: undefined }] };
    const DistributionConfig = { ...config, CustomErrorResponses };

    const update = client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }));

    await expect(update).rejects.toMatchObject({
      name: 'IllegalUpdate',
      message: 'The specified list of custom error responses does not exist or is not valid.',
    });
  });

  test('refuses another caller reference', async () => {
    const { client, Id, ETag, config } = await created();
    const DistributionConfig = { ...config, CallerReference: 'another' };

    const update = client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }));

    await expect(update).rejects.toMatchObject({ name: 'IllegalUpdate' });
  });

  test('changes nothing when it refuses', async () => {
    const { client, Id, ETag, config } = await created();
    const DistributionConfig = { ...config, Comment: 'x'.repeat(129) };

    await client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig })).catch(() => undefined);

    const read = await client.send(new GetDistributionConfigCommand({ Id }));
    expect(read).toMatchObject({ ETag, DistributionConfig: { Comment: '' } });
  });
});

describe('behavior', () => {
  test('accepts what was read, unchanged, and answers a new version', async () => {
    const { client, Id, ETag } = await created();
    const read = await client.send(new GetDistributionConfigCommand({ Id }));

    const updated = await client.send(
      new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: read.DistributionConfig }),
    );

    expect(updated.ETag).not.toBe(ETag);
    expect(updated.Distribution!.DistributionConfig).toEqual(read.DistributionConfig);
  });

  test('accepts a custom error response whose page and code are empty', async () => {
    const { client, Id, ETag, config } = await created();
    const response = { ErrorCode: 502, ErrorCachingMinTTL: 3, ResponsePagePath: '', ResponseCode: '' };
    const DistributionConfig = { ...config, CustomErrorResponses: { Quantity: 1, Items: [response] } };

    const updated = await client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }));

    expect(updated.Distribution!.DistributionConfig!.CustomErrorResponses!.Items).toEqual([response]);
  });

  test('replaces the whole configuration', async () => {
    const { client, Id, ETag, config } = await created();
    const first = await client.send(
      new UpdateDistributionCommand({
        Id,
        IfMatch: ETag,
        DistributionConfig: { ...config, CacheTagConfig: { HeaderName: 'x-cache-tag' } },
      }),
    );

    await client.send(new UpdateDistributionCommand({ Id, IfMatch: first.ETag, DistributionConfig: config }));

    const read = await client.send(new GetDistributionConfigCommand({ Id }));
    expect(first.Distribution!.DistributionConfig!.CacheTagConfig).toEqual({ HeaderName: 'x-cache-tag' });
    expect(read.DistributionConfig!.CacheTagConfig).toBeUndefined();
  });

  test('is deployed when the last of its changes is', async () => {
    const { client, Id, ETag, config } = await created();
    aws.simulator.clock.advance(200);
    await client.send(
      new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: { ...config, Comment: 'later' } }),
    );
    const stored = aws.simulator.world.state(cloudFront, '111111111111').distributions.get(Id)!;

    aws.simulator.clock.advance(100);
    const between = await client.send(new GetDistributionCommand({ Id }));
    const servedBetween = stored.deployedConfig!.Comment;
    aws.simulator.clock.advance(200);
    const after = await client.send(new GetDistributionCommand({ Id }));

    expect([between.Distribution!.Status, servedBetween]).toEqual(['InProgress', '']);
    expect([after.Distribution!.Status, stored.deployedConfig!.Comment]).toEqual(['Deployed', 'later']);
  });
});
