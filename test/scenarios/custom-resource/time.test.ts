/** Guards against: a stack that hangs because nobody answered in time, an answer that blames nobody, work that is lost or doubled afterwards. */
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { resourceOf } from '../../support/cloudformation-events.ts';
import { ACCOUNT, DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);

const RUNNING_OUT = [
  { title: 'what Lambda leaves', lambda: 120, properties: {}, within: 120 },
  { title: 'ServiceTimeout', lambda: 900, properties: { ServiceTimeout: 100 }, within: 100 },
];

test.each(RUNNING_OUT)('fails within $title, and says what it waited for', async ({ lambda, properties, within }) => {
  seed(aws, estateOf());

  const { answer, seconds } = await cloudFormation.send(resourceOf().create(properties), { seconds: lambda });

  const [edge] = await seen.distributions();
  expect(answer.Status).toBe('FAILED');
  expect(answer.Reason!.split('\n').slice(0, 2)).toEqual([
    `time ran out while waiting for distribution ${edge!.id} to be Deployed`,
    'what was made stays, and the next update or retry of this resource continues where this one stopped',
  ]);
  expect(seconds).toBeLessThan(within);
  expect(seconds).toBeGreaterThan(within / 2);
});

test('leaves callers where they are when the time is over before the edge serves', async () => {
  seed(aws, estateOf());
  const records = await seen.records(DOMAIN);

  await cloudFormation.send(resourceOf().create(), { seconds: 120 });

  expect(await seen.records(DOMAIN)).toEqual(records);
});

test('continues with the next request, and makes nothing twice', async () => {
  seed(aws, estateOf());
  const resource = resourceOf();
  const late = await cloudFormation.send(resource.create(), { seconds: 120 });
  const [begun] = await seen.distributions();

  const { answer } = await cloudFormation.send(resource.update(late.answer.PhysicalResourceId, {}));

  expect(answer).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: late.answer.PhysicalResourceId,
    Data: { DistributionId: begun!.id },
  });
  expect(await seen.distributions()).toHaveLength(1);
  expect(await seen.records(DOMAIN)).toEqual([`A ${begun!.domainName}`, `AAAA ${begun!.domainName}`]);
});

test('cleans up with the Delete that follows', async () => {
  seed(aws, estateOf());
  const records = await seen.records(DOMAIN);
  const resource = resourceOf();
  const late = await cloudFormation.send(resource.create(), { seconds: 120 });

  const { answer } = await cloudFormation.send(resource.delete(late.answer.PhysicalResourceId));

  expect(answer.Status).toBe('SUCCESS');
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(records);
});

describe('a Delete whose time runs out', () => {
  async function late(seconds = 75) {
    seed(aws, estateOf());
    const resource = resourceOf();
    const { answer } = await cloudFormation.send(resource.create());
    const event = resource.delete(answer.PhysicalResourceId);
    return {
      resource,
      physicalId: answer.PhysicalResourceId,
      late: await cloudFormation.send(event, { seconds }),
    };
  }

  test('fails, with the name already back at the API', async () => {
    const { late: delivered } = await late();

    expect(delivered.answer.Status).toBe('FAILED');
    expect(delivered.answer.Reason).toMatch(
      /^time ran out while waiting for callers of api.example.com to leave the distribution/m,
    );
    expect(await seen.records(DOMAIN)).toEqual([expect.stringMatching(/^A d-.*\.execute-api\./)]);
  });

  test('is finished by the next one', async () => {
    const { resource, physicalId } = await late();

    const { answer } = await cloudFormation.send(resource.delete(physicalId));

    expect(answer.Status).toBe('SUCCESS');
    expect(await seen.distributions()).toEqual([]);
  });

  test('is taken back by a Create or an Update that comes after it', async () => {
    const { resource, physicalId } = await late();

    const { answer } = await cloudFormation.send(resource.update(physicalId, {}));

    expect(answer.Status).toBe('SUCCESS');
    const [edge] = await seen.distributions();
    expect(await seen.config(edge!.id)).toMatchObject({ Enabled: true, Aliases: { Items: [DOMAIN] } });
    expect(await seen.records(DOMAIN)).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
  });
});

test('answers a Delete before its distribution is deleted, and deletes it afterwards', async () => {
  seed(aws, estateOf());
  const resource = resourceOf();
  const created = await cloudFormation.send(resource.create());
  const event = resource.delete(created.answer.PhysicalResourceId);

  const cutShort = await cloudFormation.send(event, { seconds: 200 });

  expect(cutShort.answer.Status).toBe('SUCCESS');
  const [edge] = await seen.distributions();
  expect(await seen.config(edge!.id)).toMatchObject({ Enabled: false, Aliases: { Quantity: 0 } });
  await cloudFormation.send(event);
  expect(await seen.distributions()).toEqual([]);
});

test('looks as often as POLL_SECONDS asks', async () => {
  seed(aws, estateOf());
  aws.simulator.world.state(cloudFront, ACCOUNT).deploymentSeconds = 40;

  const { answer, seconds } = await cloudFormation.send(resourceOf().create(), { environment: { POLL_SECONDS: '1' } });

  expect(answer.Status).toBe('SUCCESS');
  expect(seconds).toBeLessThanOrEqual(40 + 30 + 2);
});
