import { inOrder, type Order, reversed } from '../../../simulator/cloudformation/in-order.ts';
import { createClock } from '../../../simulator/core/clock.ts';
import { createVirtualTime } from '../../../simulator/core/virtual-time.ts';

/** a ← b ← d, a ← c ← d, and e on its own. */
const needs: Readonly<Record<string, readonly string[]>> = { a: [], b: ['a'], c: ['a'], d: ['b', 'c'], e: ['outside'] };
const order: Order = { ids: ['d', 'c', 'b', 'a', 'e'], before: (id) => needs[id] ?? [] };

/** Every act takes a minute; tells at which minute each began. */
async function minutes(of: Order, failing: string[] = []) {
  const time = createVirtualTime(createClock(0));
  const begun: Record<string, number> = {};
  const succeeded = await time.run(() =>
    inOrder(time, of, async (id) => {
      begun[id] = time.clock.now() / 60_000;
      await time.sleep(60);
      return !failing.includes(id);
    }),
  );
  return { begun, succeeded };
}

test('acts on everything as soon as what comes before it is done', async () => {
  expect(await minutes(order)).toEqual({ begun: { a: 0, e: 0, b: 1, c: 1, d: 2 }, succeeded: true });
});

test('goes the other way round', async () => {
  expect((await minutes(reversed(order))).begun).toEqual({ d: 0, e: 0, b: 1, c: 1, a: 2 });
});

test('leaves out what waits for something that failed', async () => {
  expect(await minutes(order, ['b'])).toEqual({ begun: { a: 0, e: 0, b: 1, c: 1 }, succeeded: false });
});
