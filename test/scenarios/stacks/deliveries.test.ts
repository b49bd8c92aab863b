/** Guards against: work that is done twice at once, an old request that undoes a newer one. */

import { FUNCTIONS, functionArn } from '../../../infra/simulated/deployed-door.ts';
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { answerBreaches, answersOf } from '../../support/stacks/laws.ts';
import { edge, sibling } from '../../support/stacks/templates.ts';
import { useStacks } from '../../support/stacks/use-stacks.ts';

const aws = useSimulatedAws();
const stacks = useStacks(aws);
const seen = lookAtAws(aws);
const TAKING = functionArn(FUNCTIONS.taking);

test.each([0, 1, 120, 400, 3000])(
  'a create that Lambda delivers again %p seconds later is done once',
  async (seconds) => {
    seed(aws, estateOf());
    stacks.lambda.duplicateNext(TAKING, seconds);

    const stack = await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
    await stacks.settled();

    expect(stack.status).toBe('CREATE_COMPLETE');
    expect(stacks.executions()).toHaveLength(1);
    expect(await seen.distributions()).toHaveLength(1);
    expect(answerBreaches(stacks.told())).toEqual([]);
  },
);

test.each([0, 60, 500, 3000])('a delete that Lambda delivers again %p seconds later is done once', async (seconds) => {
  seed(aws, estateOf());
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
  stacks.lambda.duplicateNext(TAKING, seconds);

  const stack = await stacks.cloudFormation.deleteStack('orders');
  await stacks.settled();

  expect(stack.status).toBe('DELETE_COMPLETE');
  expect(await seen.distributions()).toEqual([]);
  expect(answerBreaches(stacks.told())).toEqual([]);
});

test('a create that Lambda delivers again after the stack was deleted makes nothing', async () => {
  seed(aws, estateOf());
  stacks.lambda.duplicateNext(TAKING, 3000);
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });

  await stacks.cloudFormation.deleteStack('orders');
  await stacks.settled();

  expect(await seen.distributions()).toEqual([]);
});

test('a create that Lambda delivers for the first time after the delete makes nothing', async () => {
  seed(aws, estateOf());
  const before = await seen.records(DOMAIN);
  stacks.lambda.intervene(({ functionArn: arn, payload, startedAt }) => {
    const isHeldBack = arn === TAKING && JSON.parse(payload).RequestType === 'Create' && startedAt < held;
    return isHeldBack ? 'throttled' : undefined;
  });
  const held = stacks.time.clock.now() + 1200_000;

  const stack = await stacks.cloudFormation.createStack('orders', {
    Resources: { Edge: edge(), Table: sibling({ Create: { Seconds: 100, Fail: 'no capacity' } }) },
  });
  await stacks.settled();

  expect(stack.status).toBe('ROLLBACK_COMPLETE');
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(before);
});

test('an update that Lambda delivers for the first time after its rollback changes nothing', async () => {
  seed(aws, estateOf());
  await stacks.cloudFormation.createStack('orders', {
    Resources: { Edge: edge({ PriceClass: 'PriceClass_200' }), Table: sibling() },
  });
  const held = stacks.time.clock.now() + 1200_000;
  let isFirst: string | undefined;
  stacks.lambda.intervene(({ functionArn: arn, payload, startedAt, requestId }) => {
    if (arn !== TAKING || JSON.parse(payload).RequestType !== 'Update') return undefined;
    isFirst ??= requestId;
    return requestId === isFirst && startedAt < held ? 'throttled' : undefined;
  });

  const stack = await stacks.cloudFormation.updateStack('orders', {
    Resources: {
      Edge: edge({ PriceClass: 'PriceClass_100' }),
      Table: sibling({ Update: { Seconds: 100, Fail: 'no capacity' } }),
    },
  });
  await stacks.settled();

  const [distribution] = await seen.distributions();
  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(answersOf(stacks.told())).toEqual(['Create Edge SUCCESS', 'Update Edge unanswered', 'Update Edge SUCCESS']);
  expect((await seen.config(distribution!.id)).PriceClass).toBe('PriceClass_200');
});

test('a delete that stopped the create, and could be begun only a minute later, waits for the last look of the create', async () => {
  seed(aws, estateOf());
  stacks.lives.slowDown('CreateDistributionWithTags', 100);
  aws.simulator.faults.add({ kind: 'throttle', operation: 'StartExecution', nth: 2 });

  const stack = await stacks.cloudFormation.createStack('orders', {
    Resources: { Edge: edge(), Table: sibling({ Create: { Seconds: 10, Fail: 'no capacity' } }) },
  });
  await stacks.settled();

  expect(stack.status).toBe('ROLLBACK_COMPLETE');
  expect(answersOf(stacks.told())).toEqual(['Create Edge unanswered', 'Delete Edge SUCCESS']);
  expect(await seen.distributions()).toEqual([]);
});
