/** Guards against: a stack that waits an hour for an answer that was lost or dropped, two answers to one request, a leaked response URL. */
import { resourceOf } from '../../support/cloudformation-events.ts';
import { estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useCloudFormation } from '../../support/simulated-cloudformation.ts';

const aws = useSimulatedAws();
const cloudFormation = useCloudFormation(aws);
const seen = lookAtAws(aws);

const LONG = {
  Unheard: 'of',
  ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`Unknown${i}é`, 'x'.repeat(200)])),
};

test('copies what the request says, and carries no more than CloudFormation reads', async () => {
  seed(aws, estateOf());
  const event = resourceOf().create();

  const { answer, attempts } = await cloudFormation.send(event);

  expect(Object.keys(answer).sort()).toEqual(
    ['Data', 'LogicalResourceId', 'PhysicalResourceId', 'RequestId', 'StackId', 'Status'].sort(),
  );
  expect(answer).toMatchObject({
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  });
  expect(attempts).toEqual([200]);
});

test.each([
  { title: 'a success', properties: {} },
  { title: 'sixty wrong properties', properties: LONG },
  { title: 'a wrong value of 100 kB', properties: { MinimumProtocolVersion: '"\\\u0000'.repeat(33_000) } },
])('stays within 4,096 bytes for $title', async ({ properties }) => {
  seed(aws, estateOf());

  const { bytes, attempts } = await cloudFormation.send(resourceOf().create(properties));

  expect(bytes).toBeLessThanOrEqual(4096);
  expect(attempts).toEqual([200]);
});

test('counts what it leaves out, and keeps where to read on', async () => {
  const { answer } = await cloudFormation.send(resourceOf().create(LONG));

  expect(answer.Reason).toMatch(/… and \d+ more in the log\nlog group .*, request request-1$|has \d+ more unknown/);
  expect(answer.Reason).toMatch(/\nlog group .*, request request-1$/);
});

describe('a bucket that answers 503 twice', () => {
  const TYPES = ['success', 'failure', 'delete'] as const;

  test.each(TYPES)('gets a %s a third time, and accepts it once', async (type) => {
    seed(aws, estateOf());
    const resource = resourceOf();
    const events = {
      success: () => resource.create(),
      failure: () => resource.create({ Unheard: 'of' }),
      delete: () => resource.delete('orders-edge-ApiEdge-1QK7ZB0M5T3XA'),
    };
    cloudFormation.failNext(503, 503);

    const { answer, attempts } = await cloudFormation.send(events[type]());

    expect(attempts).toEqual([503, 503, 200]);
    expect(answer.Status).toBe(type === 'failure' ? 'FAILED' : 'SUCCESS');
  });
});

test('fails the invocation when the bucket never accepts, so that Lambda brings the event again', async () => {
  seed(aws, estateOf());
  const event = resourceOf().create();
  cloudFormation.failNext(503, 503, 503, 503, 503);
  await expect(cloudFormation.send(event)).rejects.toThrow('the answer could not be delivered');

  const again = await cloudFormation.send(event);

  expect(again.answer.Status).toBe('SUCCESS');
  expect(again.writes).toEqual([]);
  expect(await seen.distributions()).toHaveLength(1);
});

test('never writes the response URL into the log, whatever the answer', async () => {
  seed(aws, estateOf());
  const resource = resourceOf();
  const leaking = resource.create();
  const events = [
    resource.create(),
    resource.create({ Unheard: 'of' }),
    { ...leaking, ResourceProperties: { DomainName: leaking.ResponseURL, OnDelete: leaking.ResponseURL.slice(-64) } },
    resource.delete('orders-edge-ApiEdge-1QK7ZB0M5T3XA'),
  ];

  for (const event of events) {
    cloudFormation.failNext(500);
    const { written, answer } = await cloudFormation.send(event);

    const signature = new URL(event.ResponseURL).searchParams.get('X-Amz-Signature')!;
    for (const secret of [signature, 'X-Amz-', new URL(event.ResponseURL).pathname]) {
      expect(written).not.toContain(secret);
      expect(answer.Reason ?? '').not.toContain(secret);
    }
    expect(written).toContain('"message":"answering"');
  }
});
