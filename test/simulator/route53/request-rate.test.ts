import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const BURST = 50;
const PER_SECOND = 10;

describe('with rates', () => {
  const aws = useSimulatedAws({ throttling: 'rates' });

  test('refuses what comes after the burst, until time has passed', async () => {
    const client = aws.client(Route53Client);
    await list(client, BURST);

    await expect(list(client, 1)).rejects.toMatchObject({ name: 'Throttling', $metadata: { httpStatusCode: 400 } });

    aws.simulator.clock.advance(1);
    await list(client, PER_SECOND);
    await expect(list(client, 1)).rejects.toMatchObject({ name: 'Throttling' });
  });

  test('keeps no more than the burst for later', async () => {
    const client = aws.client(Route53Client);
    aws.simulator.clock.advance(3600);
    await list(client, BURST);

    await expect(list(client, 1)).rejects.toMatchObject({ name: 'Throttling' });
  });

  test('has a bucket for each account, and none for other services', async () => {
    await list(aws.client(Route53Client), BURST);

    await list(aws.client(Route53Client, { account: '222222222222' }), 1);
    await aws.client(CloudFrontClient).send(new ListDistributionsCommand({}));
  });
});

describe('without', () => {
  const aws = useSimulatedAws();

  test('refuses nobody, however fast', async () => {
    await list(aws.client(Route53Client), BURST + 1);
  });
});

async function list(client: Route53Client, times: number): Promise<void> {
  for (let sent = 0; sent < times; sent += 1) await client.send(new ListHostedZonesCommand({}));
}
