import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { createClock } from '../../simulator/core/clock.ts';
import { followRealTime } from '../../simulator/core/real-time.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';

const credentials = { accessKeyId: '111111111111', secretAccessKey: 'simulated' };

async function firstArn(seed: number) {
  const simulator = await startSimulator({ seed });
  const acm = new ACMClient({ endpoint: simulator.endpoint, region: 'us-east-1', credentials });
  const { CertificateArn } = await acm.send(new RequestCertificateCommand({ DomainName: 'a.example.com' }));
  acm.destroy();
  await simulator.stop();
  return CertificateArn;
}

describe('start simulator', () => {
  test('gives the same ids for the same seed and requests', async () => {
    const arns = [await firstArn(1), await firstArn(1), await firstArn(2)];

    expect(arns[0]).toBe(arns[1]);
    expect(arns[0]).not.toBe(arns[2]);
  });

  test('tells the environment that points a client at it', async () => {
    const simulator = await startSimulator();

    const environment = simulator.env('222222222222', 'eu-west-1');
    await simulator.stop();

    expect(environment).toMatchObject({
      AWS_ENDPOINT_URL: simulator.endpoint,
      AWS_ACCESS_KEY_ID: '222222222222',
      AWS_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  test('starts at the time that was asked for', async () => {
    const simulator = await startSimulator({ startAt: new Date('2030-05-06T07:08:09Z') });

    const now = simulator.clock.now();
    await simulator.stop();

    expect(now).toBe(Date.parse('2030-05-06T07:08:09Z'));
  });

  test('refuses connections once it is stopped', async () => {
    const simulator = await startSimulator();

    await simulator.stop();

    await expect(fetch(`${simulator.endpoint}/_simulator/clock`)).rejects.toThrow();
  });
});

describe('speed', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('moves the clock by so many seconds per real second', () => {
    const clock = createClock(0);
    const catchUp = followRealTime(() => clock, 60);

    jest.advanceTimersByTime(2000);
    catchUp();

    expect(clock.now()).toBeCloseTo(120_000, -1);
  });

  test('leaves the clock alone at 0', () => {
    const clock = createClock(0);
    const catchUp = followRealTime(() => clock, 0);

    jest.advanceTimersByTime(2000);
    catchUp();

    expect(clock.now()).toBe(0);
  });
});
