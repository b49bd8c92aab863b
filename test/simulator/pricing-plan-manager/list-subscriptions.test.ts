import {
  createPricingPlanManagerClient,
  ListSubscriptionsCommand,
  type PricingPlanManagerClient,
} from '../../../functions/reconciler/aws/pricing-plan-manager.ts';
import { endSubscription, putSubscription } from '../../../simulator/pricing-plan-manager/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();
const ACCOUNT = '111111111111';
let client: PricingPlanManagerClient;

beforeEach(() => {
  client = createPricingPlanManagerClient({
    endpoint: aws.simulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' },
    maxAttempts: 1,
  });
});
afterEach(() => client.destroy());

function put(id: string, account = ACCOUNT): string {
  const resourceArns = [`arn:aws:cloudfront::${account}:distribution/${id}`];
  return putSubscription(aws.simulator.world, account, { resourceArns });
}

describe('validation', () => {
  test('refuses a token that it did not give out', async () => {
    const list = client.send(new ListSubscriptionsCommand({ nextToken: 'page-2' }));

    await expect(list).rejects.toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
  });
});

describe('behavior', () => {
  test('lists nothing in a new account', async () => {
    const { subscriptionSummaries, nextToken } = await client.send(new ListSubscriptionsCommand({}));

    expect(subscriptionSummaries).toEqual([]);
    expect(nextToken).toBeUndefined();
  });

  test('summarizes a subscription with what it covers', async () => {
    const arn = put('E1');

    const { subscriptionSummaries } = await client.send(new ListSubscriptionsCommand({}));

    expect(subscriptionSummaries).toEqual([
      { arn, planTier: 'PRO', status: 'ACTIVE', resourceArns: [`arn:aws:cloudfront::${ACCOUNT}:distribution/E1`] },
    ]);
    expect(arn).toMatch(/^arn:aws:pricingplanmanager::111111111111:subscription\/[0-9a-f-]{36}$/);
  });

  test('answers two to a page', async () => {
    const arns = ['E1', 'E2', 'E3'].map((id) => put(id));

    const first = await client.send(new ListSubscriptionsCommand({}));
    const second = await client.send(new ListSubscriptionsCommand({ nextToken: first.nextToken }));

    const listed = [...(first.subscriptionSummaries ?? []), ...(second.subscriptionSummaries ?? [])];
    expect(first.subscriptionSummaries).toHaveLength(2);
    expect(listed.map(({ arn }) => arn)).toEqual(arns);
    expect(second.nextToken).toBeUndefined();
  });

  test('lists neither what ended nor what another account has', async () => {
    endSubscription(aws.simulator.world, ACCOUNT, put('E1'));
    put('E2', '222222222222');

    const { subscriptionSummaries } = await client.send(new ListSubscriptionsCommand({}));

    expect(subscriptionSummaries).toEqual([]);
  });
});
