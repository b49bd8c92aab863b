/** Guards against: an answer that comes after CloudFormation has stopped waiting, and an edge that stays behind because it took too long. */
import { cloudFront } from '../../../simulator/cloudfront/state.ts';
import { ACCOUNT, DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { answerBreaches, answersOf, reasonOf } from '../../support/stacks/laws.ts';
import { edge } from '../../support/stacks/templates.ts';
import { useStacks } from '../../support/stacks/use-stacks.ts';

const aws = useSimulatedAws();
const stacks = useStacks(aws);
const seen = lookAtAws(aws);

function deployIn(seconds: number): void {
  aws.simulator.world.state(cloudFront, ACCOUNT).deploymentSeconds = seconds;
}

test.each([300, 600, 900])(
  'a deployment that is slower than a ServiceTimeout of %p is told in time, and leaves nothing',
  async (ServiceTimeout) => {
    seed(aws, estateOf());
    deployIn(1200);
    const before = await seen.records(DOMAIN);
    const start = stacks.time.clock.now();

    const stack = await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge({ ServiceTimeout }) } });
    const [create] = stacks.told();
    const answered = create!.puts.find(({ taken }) => taken === 'counted')!;
    await stacks.settled();

    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(answersOf(stacks.told())).toEqual(['Create Edge FAILED', 'Delete Edge SUCCESS']);
    expect(reasonOf(create!)).toContain('time ran out while waiting for');
    expect((answered.at.getTime() - start) / 1000).toBeLessThan(ServiceTimeout);
    expect((answered.at.getTime() - start) / 1000).toBeGreaterThan(ServiceTimeout - 120);
    expect(await seen.distributions()).toEqual([]);
    expect(await seen.records(DOMAIN)).toEqual(before);
  },
);

test('a second attempt succeeds when CloudFront is as fast as ever', async () => {
  seed(aws, estateOf());
  deployIn(1200);
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge({ ServiceTimeout: 600 }) } });
  await stacks.settled();
  await stacks.cloudFormation.deleteStack('orders');
  deployIn(300);

  const again = await stacks.cloudFormation.createStack('orders', {
    Resources: { Edge: edge({ ServiceTimeout: 600 }) },
  });

  expect(again.status).toBe('CREATE_COMPLETE');
  expect(await seen.distributions()).toHaveLength(1);
});

test('an update that takes longer than its ServiceTimeout is rolled back to an edge that serves', async () => {
  seed(aws, estateOf());
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge({ PriceClass: 'PriceClass_200' }) } });
  deployIn(1200);

  const stack = await stacks.cloudFormation.updateStack('orders', {
    Resources: { Edge: edge({ PriceClass: 'PriceClass_100', ServiceTimeout: 600 }) },
  });
  await stacks.settled();

  const [distribution] = await seen.distributions();
  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect((await seen.config(distribution!.id)).PriceClass).toBe('PriceClass_200');
  expect(answerBreaches(stacks.told())).toEqual([]);
});

test('a ServiceTimeout that is too short for anything is told at once, and the stack can be deleted', async () => {
  seed(aws, estateOf());

  const stack = await stacks.cloudFormation.createStack('orders', {
    Resources: { Edge: edge({ ServiceTimeout: 30 }) },
  });

  expect(stack.status).toBe('ROLLBACK_COMPLETE');
  expect(reasonOf(stacks.told()[0]!)).toContain('give the resource a ServiceTimeout of at least');
  expect(stacks.writes()).toEqual([]);
});
