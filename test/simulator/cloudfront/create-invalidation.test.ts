import {
  CloudFrontClient,
  CreateDistributionCommand,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
  ListInvalidationsCommand,
  paginateListInvalidations,
} from '@aws-sdk/client-cloudfront';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { distributionConfig } from './distribution-config.ts';

const aws = useSimulatedAws();

async function created() {
  const client = aws.client(CloudFrontClient);
  const answer = await client.send(new CreateDistributionCommand({ DistributionConfig: distributionConfig() }));
  const DistributionId = answer.Distribution!.Id!;
  const invalidate = (CallerReference: string, Items: string[], Quantity = Items.length) =>
    client.send(
      new CreateInvalidationCommand({
        DistributionId,
        InvalidationBatch: { CallerReference, Paths: { Quantity, Items } },
      }),
    );
  return { client, DistributionId, invalidate };
}

describe('validation', () => {
  test.each([
    ['a path without a leading slash', 'index.html'],
    ['a wildcard inside', '/a/*/b'],
    ['a tilde', '/~user'],
    ['a path of 4,001 characters', `/${'a'.repeat(4000)}`],
  ])('refuses %s', async (_, path) => {
    const { invalidate } = await created();

    const invalidation = invalidate('reference-1', [path]);

    await expect(invalidation).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  test('refuses a wrong quantity', async () => {
    const { invalidate } = await created();

    const invalidation = invalidate('reference-1', ['/*'], 2);

    await expect(invalidation).rejects.toMatchObject({ name: 'InconsistentQuantities' });
  });

  test('refuses other paths under a caller reference that is in use', async () => {
    const { invalidate } = await created();
    await invalidate('reference-1', ['/*']);

    const invalidation = invalidate('reference-1', ['/a']);

    await expect(invalidation).rejects.toMatchObject({
      name: 'InvalidationBatchAlreadyExists',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('refuses more paths in progress than the quota', async () => {
    const { invalidate } = await created();
    aws.simulator.world.state(cloudFront, '111111111111').quotas.invalidationPathsInProgress = 2;
    await invalidate('reference-1', ['/a', '/b']);

    const invalidation = invalidate('reference-2', ['/c']);

    await expect(invalidation).rejects.toMatchObject({ name: 'TooManyInvalidationsInProgress' });
  });

  test('refuses an invalidation that does not exist', async () => {
    const { client, DistributionId } = await created();

    const reading = client.send(new GetInvalidationCommand({ DistributionId, Id: 'INONE' }));

    await expect(reading).rejects.toMatchObject({ name: 'NoSuchInvalidation', $metadata: { httpStatusCode: 404 } });
  });
});

describe('behavior', () => {
  test('answers the earlier invalidation to the same request', async () => {
    const { invalidate } = await created();
    const first = await invalidate('reference-1', ['/*']);

    const second = await invalidate('reference-1', ['/*']);

    expect(second.Invalidation!.Id).toBe(first.Invalidation!.Id);
  });

  test('is completed after a minute', async () => {
    const { client, DistributionId, invalidate } = await created();
    const { Invalidation } = await invalidate('reference-1', ['/*']);
    const get = new GetInvalidationCommand({ DistributionId, Id: Invalidation!.Id });
    const during = await client.send(new GetDistributionCommand({ Id: DistributionId }));

    aws.simulator.clock.advance(60);
    const after = await client.send(get);

    expect(Invalidation!.Status).toBe('InProgress');
    expect(during.Distribution!.InProgressInvalidationBatches).toBe(1);
    expect(after.Invalidation!.Status).toBe('Completed');
  });

  test('lists the newest first over small pages', async () => {
    const { client, DistributionId, invalidate } = await created();
    for (const name of 'abcdef') await invalidate(name, [`/${name}`]);

    const ids = [];
    for await (const page of paginateListInvalidations({ client }, { DistributionId })) {
      ids.push(...page.InvalidationList!.Items!.map(({ Id }) => Id));
    }
    const [newest] = (await client.send(new ListInvalidationsCommand({ DistributionId, MaxItems: 1 })))
      .InvalidationList!.Items!;
    const read = await client.send(new GetInvalidationCommand({ DistributionId, Id: newest!.Id }));

    expect(new Set(ids).size).toBe(6);
    expect(ids[0]).toBe(newest!.Id);
    expect(read.Invalidation!.InvalidationBatch).toEqual({
      CallerReference: 'f',
      Paths: { Quantity: 1, Items: ['/f'] },
    });
  });
});
