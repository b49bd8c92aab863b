/** Guards against: a distribution that a deleted stack leaves behind, a stack that waits for CloudFront longer than it must, a name that leads to nothing. */

import { FUNCTIONS, functionArn } from '../../../infra/simulated/deployed-door.ts';
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { ACCOUNT, DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { answerBreaches, answersOf } from '../../support/stacks/laws.ts';
import { edge, sibling } from '../../support/stacks/templates.ts';
import { useStacks } from '../../support/stacks/use-stacks.ts';

const aws = useSimulatedAws();
const stacks = useStacks(aws);
const seen = lookAtAws(aws);

async function created(properties = {}): Promise<void> {
  seed(aws, estateOf());
  const { status } = await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge(properties) } });
  expect(status).toBe('CREATE_COMPLETE');
}

function secondsSince(start: number): number {
  return (stacks.time.clock.now() - start) / 1000;
}

test('a stack is deleted once the name is restored and drained; the distribution is gone some minutes later', async () => {
  await created();
  aws.simulator.world.state(cloudFront, ACCOUNT).deploymentSeconds = 900;
  const start = stacks.time.clock.now();

  const stack = await stacks.cloudFormation.deleteStack('orders');
  const answeredAfter = secondsSince(start);
  const [left] = await seen.distributions();
  await stacks.settled();

  expect(stack.status).toBe('DELETE_COMPLETE');
  expect(answeredAfter).toBeLessThan(300);
  expect(left).toMatchObject({ aliases: [], status: 'InProgress' });
  expect(secondsSince(start)).toBeGreaterThan(900);
  expect(await seen.distributions()).toEqual([]);
  expect(answerBreaches(stacks.told())).toEqual([]);
});

test('a look at the account deletes the distribution when the execution that should do it dies', async () => {
  await created();
  stacks.lambda.intervene(({ functionArn: arn, payload }) =>
    arn === functionArn(FUNCTIONS.stepping) && JSON.parse(payload).step === 'finish' ? 'crash-before' : undefined,
  );
  const stack = await stacks.cloudFormation.deleteStack('orders');
  await stacks.settled();
  expect(await seen.distributions()).toHaveLength(1);

  await stacks.sweep();

  expect(stack.status).toBe('DELETE_COMPLETE');
  expect(await seen.distributions()).toEqual([]);
});

test('an edge that is to be retained goes on serving, and nobody is told to delete anything', async () => {
  await created({ OnDelete: 'retain' });
  const records = await seen.records(DOMAIN);

  const stack = await stacks.cloudFormation.deleteStack('orders');
  await stacks.settled();

  expect(stack.status).toBe('DELETE_COMPLETE');
  expect(await seen.distributions()).toMatchObject([{ aliases: [DOMAIN] }]);
  expect(await seen.records(DOMAIN)).toEqual(records);
});

test('a delete that CloudFormation sends while the create still runs ends with nothing left', async () => {
  seed(aws, estateOf());
  const before = await seen.records(DOMAIN);

  const stack = await stacks.cloudFormation.createStack('orders', {
    Resources: { Edge: edge(), Table: sibling({ Create: { Seconds: 100, Fail: 'no capacity' } }) },
  });
  await stacks.settled();

  expect(stack.status).toBe('ROLLBACK_COMPLETE');
  expect(answersOf(stacks.told())).toEqual(['Create Edge unanswered', 'Delete Edge SUCCESS']);
  expect(stacks.executions().map(({ status, error }) => `${status} ${error ?? ''}`)).toEqual([
    'ABORTED Superseded',
    'SUCCEEDED ',
  ]);
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(before);
});

test.each([1, 2, 5, 30, 299, 301, 330, 345])(
  'leaves nothing when the create is cancelled after %p seconds',
  async (seconds) => {
    seed(aws, estateOf());
    const before = await seen.records(DOMAIN);

    const stack = await stacks.cloudFormation.createStack('orders', {
      Resources: { Edge: edge({ Hsts: 300 }), Table: sibling({ Create: { Seconds: seconds, Fail: 'no capacity' } }) },
    });
    await stacks.settled();
    await stacks.sweep();

    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(await seen.distributions()).toEqual([]);
    expect(await seen.records(DOMAIN)).toEqual(before);
  },
);

test.each([
  ['a distribution', 'CreateDistributionWithTags', {}],
  ['a policy', 'CreateOriginRequestPolicy', {}],
])('leaves nothing when the create is cancelled while AWS is at making %s', async (_, operation, properties) => {
  seed(aws, estateOf());
  stacks.lives.slowDown(operation, 40);

  const stack = await stacks.cloudFormation.createStack('orders', {
    Resources: { Edge: edge(properties), Table: sibling({ Create: { Seconds: 10, Fail: 'no capacity' } }) },
  });
  await stacks.settled();
  await stacks.sweep();

  expect(stack.status).toBe('ROLLBACK_COMPLETE');
  expect(await seen.distributions()).toEqual([]);
});

test('a failed create is deleted, and its edge with it', async () => {
  seed(aws, estateOf());
  const before = await seen.records(DOMAIN);
  aws.simulator.faults.add({ kind: 'access-denied', operation: 'ChangeResourceRecordSets' });

  const stack = await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
  await stacks.settled();

  expect(stack.status).toBe('ROLLBACK_COMPLETE');
  expect(answersOf(stacks.told())).toEqual(['Create Edge FAILED', 'Delete Edge SUCCESS']);
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(before);
});

test('a create whose answer never arrives is deleted by an id that CloudFormation makes up', async () => {
  seed(aws, estateOf());
  const before = await seen.records(DOMAIN);
  const refused = Array.from({ length: 400 }, () => ({ kind: 'status', status: 503 }) as const);
  stacks.receiver.addFaults(...refused);
  stacks.time.after(3600, () => stacks.receiver.reset());

  const stack = await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
  await stacks.settled();

  const [, deleting] = stacks.told();
  expect(stack.status).toBe('ROLLBACK_COMPLETE');
  expect(deleting!.event.PhysicalResourceId).toMatch(/^orders-Edge-[A-Z0-9]{12}$/);
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(before);
});

test('letting go of another domain goes on while the same resource is changed again', async () => {
  const OTHER = 'shop.example.com';
  seed(aws, estateOf({ names: [DOMAIN, OTHER] }));
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
  await stacks.cloudFormation.updateStack('orders', { Resources: { Edge: edge({ DomainName: OTHER }) } });
  expect(await seen.distributions()).toHaveLength(2);

  await stacks.cloudFormation.updateStack('orders', { Resources: { Edge: edge({ DomainName: OTHER, Hsts: 300 }) } });
  await stacks.settled();

  expect(await seen.distributions()).toMatchObject([{ aliases: [OTHER] }]);
});
