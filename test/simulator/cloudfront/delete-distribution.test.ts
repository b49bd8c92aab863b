import {
  CloudFrontClient,
  CreateDistributionCommand,
  DeleteDistributionCommand,
  GetDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { endSubscription, putSubscription } from '../../../simulator/pricing-plan-manager/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { distributionConfig } from './distribution-config.ts';

const aws = useSimulatedAws();
const ACCOUNT = '111111111111';

async function created(Enabled: boolean) {
  const client = aws.client(CloudFrontClient);
  const answer = await client.send(
    new CreateDistributionCommand({ DistributionConfig: distributionConfig({ Enabled }) }),
  );
  return { client, Id: answer.Distribution!.Id!, arn: answer.Distribution!.ARN!, IfMatch: answer.ETag! };
}

describe('validation', () => {
  test('refuses an enabled distribution', async () => {
    const { client, Id, IfMatch } = await created(true);
    aws.simulator.clock.advance(300);

    const deletion = client.send(new DeleteDistributionCommand({ Id, IfMatch }));

    await expect(deletion).rejects.toMatchObject({
      name: 'DistributionNotDisabled',
      message: 'The distribution you are trying to delete has not been disabled.',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('refuses a disabled distribution that is not deployed yet', async () => {
    const { client, Id, IfMatch } = await created(false);

    const deletion = client.send(new DeleteDistributionCommand({ Id, IfMatch }));

    await expect(deletion).rejects.toMatchObject({ name: 'DistributionNotDisabled' });
  });

  test.each(['ACTIVE', 'SYNC_IN_PROGRESS'] as const)('refuses one on a flat-rate plan that is %s', async (status) => {
    const { client, Id, arn, IfMatch } = await created(false);
    putSubscription(aws.simulator.world, ACCOUNT, { resourceArns: [arn], status });
    aws.simulator.clock.advance(300);

    const deletion = client.send(new DeleteDistributionCommand({ Id, IfMatch }));

    await expect(deletion).rejects.toMatchObject({
      name: 'PreconditionFailed',
      message: expect.stringContaining("You can't delete this distribution while it's subscribed to a pricing plan."),
      $metadata: { httpStatusCode: 412 },
    });
  });

  test('refuses a deletion without a version', async () => {
    const { client, Id } = await created(false);

    const deletion = client.send(new DeleteDistributionCommand({ Id }));

    await expect(deletion).rejects.toMatchObject({ name: 'InvalidIfMatchVersion' });
  });
});

describe('behavior', () => {
  test.each([
    ['ended', 'ACTIVE', true],
    ['was never approved', 'PENDING_APPROVAL', false],
  ] as const)('deletes one whose flat-rate plan %s', async (_, status, isOver) => {
    const { client, Id, arn, IfMatch } = await created(false);
    const subscription = putSubscription(aws.simulator.world, ACCOUNT, { resourceArns: [arn], status });
    if (isOver) endSubscription(aws.simulator.world, ACCOUNT, subscription);
    aws.simulator.clock.advance(300);

    const deleted = await client.send(new DeleteDistributionCommand({ Id, IfMatch }));

    expect(deleted.$metadata.httpStatusCode).toBe(204);
  });

  test('deletes a disabled, deployed distribution', async () => {
    const { client, Id, IfMatch } = await created(false);
    aws.simulator.clock.advance(300);

    const deleted = await client.send(new DeleteDistributionCommand({ Id, IfMatch }));

    expect(deleted.$metadata.httpStatusCode).toBe(204);
    await expect(client.send(new GetDistributionCommand({ Id }))).rejects.toMatchObject({ name: 'NoSuchDistribution' });
  });

  test('frees the caller reference', async () => {
    const { client, Id, IfMatch } = await created(false);
    aws.simulator.clock.advance(300);

    await client.send(new DeleteDistributionCommand({ Id, IfMatch }));

    const again = await client.send(new CreateDistributionCommand({ DistributionConfig: distributionConfig() }));
    expect(again.Distribution!.Id).not.toBe(Id);
  });
});
