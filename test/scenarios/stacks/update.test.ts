/** Guards against: a replaced domain that leaves its edge behind, a rename that takes the edge down, a rollback that leaves what the update made. */
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { answerBreaches, answersOf } from '../../support/stacks/laws.ts';
import { edge, sibling } from '../../support/stacks/templates.ts';
import { type Stacks, useStacks } from '../../support/stacks/use-stacks.ts';

const OTHER = 'shop.example.com';
const TWO_DOMAINS = estateOf({ names: [DOMAIN, OTHER] });

const aws = useSimulatedAws();
const stacks = useStacks(aws, { watched: [DOMAIN, OTHER] });
const seen = lookAtAws(aws);

async function carried(): Promise<readonly string[]> {
  return (await seen.distributions()).flatMap(({ aliases }) => aliases);
}

test('changes the edge in place', async () => {
  seed(aws, estateOf());
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
  const [before] = await seen.distributions();

  const stack = await stacks.cloudFormation.updateStack('orders', {
    Resources: { Edge: edge({ PriceClass: 'PriceClass_100' }) },
  });

  expect(stack.status).toBe('UPDATE_COMPLETE');
  expect((await seen.config(before!.id)).PriceClass).toBe('PriceClass_100');
  expect(answersOf(stacks.told())).toEqual(['Create Edge SUCCESS', 'Update Edge SUCCESS']);
});

test('another domain gets its own edge first, and the old one is let go of then', async () => {
  seed(aws, TWO_DOMAINS);
  const before = await seen.records(DOMAIN);
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });

  const stack = await stacks.cloudFormation.updateStack('orders', { Resources: { Edge: edge({ DomainName: OTHER }) } });
  await stacks.settled();

  expect(stack.status).toBe('UPDATE_COMPLETE');
  expect(answersOf(stacks.told())).toEqual(['Create Edge SUCCESS', 'Update Edge SUCCESS', 'Delete Edge SUCCESS']);
  expect(await carried()).toEqual([OTHER]);
  expect(await seen.records(DOMAIN)).toEqual(before);
});

test('a renamed resource of the same domain takes the edge over, and the delete of the old one changes nothing', async () => {
  seed(aws, estateOf());
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge() } });
  const [before] = await seen.distributions();

  const stack = await stacks.cloudFormation.updateStack('orders', { Resources: { Door: edge() } });
  await stacks.settled();

  expect(stack.status).toBe('UPDATE_COMPLETE');
  expect(answersOf(stacks.told())).toEqual(['Create Edge SUCCESS', 'Create Door SUCCESS', 'Delete Edge SUCCESS']);
  expect(await seen.distributions()).toEqual([before]);
});

test('a rollback puts back what the update changed', async () => {
  seed(aws, estateOf());
  await stacks.cloudFormation.createStack('orders', {
    Resources: { Edge: edge({ PriceClass: 'PriceClass_200' }), Table: sibling() },
  });
  const [before] = await seen.distributions();

  const stack = await stacks.cloudFormation.updateStack('orders', {
    Resources: {
      Edge: edge({ PriceClass: 'PriceClass_100' }),
      Table: sibling({ Update: { Seconds: 900, Fail: 'no capacity' } }),
    },
  });
  await stacks.settled();

  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect((await seen.config(before!.id)).PriceClass).toBe('PriceClass_200');
  expect(answerBreaches(stacks.told())).toEqual([]);
});

test.each([
  { when: 'after the new edge was made', seconds: 900 },
  { when: 'while the new edge is made', seconds: 100 },
])('a rollback of another domain, $when, leaves only the old edge', async ({ seconds }) => {
  seed(aws, TWO_DOMAINS);
  const before = await seen.records(OTHER);
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge(), Table: sibling() } });

  const stack = await stacks.cloudFormation.updateStack('orders', {
    Resources: {
      Edge: edge({ DomainName: OTHER }),
      Table: sibling({ Update: { Seconds: seconds, Fail: 'no capacity' } }),
    },
  });
  await stacks.settled();

  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await carried()).toEqual([DOMAIN]);
  expect(await seen.records(OTHER)).toEqual(before);
});

test('two resources that swap their domains swap their edges, and nothing is deleted', async () => {
  seed(aws, TWO_DOMAINS);
  await stacks.cloudFormation.createStack('orders', {
    Resources: { One: edge(), Two: edge({ DomainName: OTHER }) },
  });
  const before = (await seen.distributions()).map(({ id }) => id).toSorted();

  const stack = await stacks.cloudFormation.updateStack('orders', {
    Resources: { One: edge({ DomainName: OTHER }), Two: edge() },
  });
  await stacks.settled();

  expect(stack.status).toBe('UPDATE_COMPLETE');
  expect((await seen.distributions()).map(({ id }) => id).toSorted()).toEqual(before);
  expect((await carried()).toSorted()).toEqual([DOMAIN, OTHER]);
});

test.each([1, 5, 30, 900])(
  'a swap of domains that is rolled back after %p seconds leaves both edges',
  async (seconds) => {
    await expectBothAfterSwap(stacks, seconds);
  },
);

describe('where every request to AWS takes a tenth of a second', () => {
  const slow = useStacks(aws, { watched: [DOMAIN, OTHER], secondsPerRequest: 0.1 });

  test.each([0.5, 1, 3, 8])(
    'a swap of domains that is rolled back after %p seconds leaves both edges',
    async (seconds) => {
      await expectBothAfterSwap(slow, seconds);
    },
  );
});

async function expectBothAfterSwap(through: Stacks, seconds: number): Promise<void> {
  seed(aws, TWO_DOMAINS);
  await through.cloudFormation.createStack('orders', {
    Resources: { One: edge(), Two: edge({ DomainName: OTHER }), Table: sibling() },
  });

  const stack = await through.cloudFormation.updateStack('orders', {
    Resources: {
      One: edge({ DomainName: OTHER }),
      Two: edge(),
      Table: sibling({ Update: { Seconds: seconds, Fail: 'no capacity' } }),
    },
  });
  await through.settled();

  expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect((await carried()).toSorted()).toEqual([DOMAIN, OTHER]);
}

test('a rollback that fails is continued', async () => {
  seed(aws, estateOf());
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge({ Hsts: 300 }), Table: sibling() } });
  stacks.time.after(899, () =>
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'UpdateDistribution', seconds: 600 }),
  );
  const template = {
    Resources: { Edge: edge({ Hsts: 600 }), Table: sibling({ Update: { Seconds: 900, Fail: 'no capacity' } }) },
  };

  const failed = await stacks.cloudFormation.updateStack('orders', template);
  aws.simulator.faults.clear();
  const continued = await stacks.cloudFormation.continueUpdateRollback('orders');
  stacks.forget();
  await stacks.sweep();

  expect([failed.status, continued.status]).toEqual(['UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_COMPLETE']);
  expect(answerBreaches(stacks.told())).toEqual([]);
  expect(await carried()).toEqual([DOMAIN]);
});
