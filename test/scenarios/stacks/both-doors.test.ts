/** Guards against: the scheduled look and a stack that undo each other's work, at any moment of a stack's operation. */
import { DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { answerBreaches } from '../../support/stacks/laws.ts';
import { edge } from '../../support/stacks/templates.ts';
import { useStacks } from '../../support/stacks/use-stacks.ts';

const aws = useSimulatedAws();
const stacks = useStacks(aws);
const seen = lookAtAws(aws);

/** A scheduled look that may write, in the middle of whatever goes on then. */
function sweepEvery(seconds: number, times: number): void {
  for (let nth = 1; nth <= times; nth += 1) {
    stacks.time.after(nth * seconds, () => void stacks.sweep({ newEdges: 'create' }).catch(() => {}));
  }
}

test.each([13, 61])(
  'a look every %p seconds does not fight a stack that is created, updated and deleted',
  async (seconds) => {
    seed(aws, estateOf());
    const before = await seen.records(DOMAIN);
    const template = (properties = {}) => ({ Resources: { Edge: edge({ Hsts: 300, ...properties }) } });

    sweepEvery(seconds, Math.floor(420 / seconds));
    const created = await stacks.cloudFormation.createStack('orders', template());
    const [made] = await seen.distributions();
    sweepEvery(seconds, Math.floor(420 / seconds));
    const updated = await stacks.cloudFormation.updateStack(
      'orders',
      template({ PriceClass: 'PriceClass_100', Hsts: 600 }),
    );
    const [kept] = await seen.distributions();

    expect(created.status).toBe('CREATE_COMPLETE');
    expect(updated.status).toBe('UPDATE_COMPLETE');
    expect(kept!.id).toBe(made!.id);
    expect((await seen.config(kept!.id)).PriceClass).toBe('PriceClass_100');
    expect(answerBreaches(stacks.told())).toEqual([]);
    await stacks.settled();
    stacks.forget();

    await stacks.sweep({ newEdges: 'create' });
    expect(stacks.writes()).toEqual([]);
    expect(await seen.records(DOMAIN)).not.toEqual(before);
  },
);

test.each([13, 61])('a look every %p seconds does not fight a stack that is deleted', async (seconds) => {
  seed(aws, estateOf());
  const before = await seen.records(DOMAIN);
  await stacks.cloudFormation.createStack('orders', { Resources: { Edge: edge({ Hsts: 300 }) } });

  for (let nth = 1; nth <= Math.floor(600 / seconds); nth += 1) {
    stacks.time.after(nth * seconds, () => void stacks.sweep().catch(() => {}));
  }
  const stack = await stacks.cloudFormation.deleteStack('orders');
  await stacks.settled();

  expect(stack.status).toBe('DELETE_COMPLETE');
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN)).toEqual(before);
});
