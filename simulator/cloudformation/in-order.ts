import type { VirtualTime } from '../core/virtual-time.ts';

export interface Order {
  readonly ids: readonly string[];
  /** What comes before an id; ids outside the list are left out of account. */
  readonly before: (id: string) => readonly string[];
}

/**
 * Acts on all ids at the same time, but for those that have to wait for others. What waits for something that failed is not acted on.
 * Tells whether everything was acted on and succeeded.
 */
export async function inOrder(
  time: VirtualTime,
  { ids, before }: Order,
  act: (id: string) => Promise<boolean>,
): Promise<boolean> {
  const walks = new Map<string, Promise<boolean>>();
  const walk = (id: string): Promise<boolean> => {
    const walked = walks.get(id) ?? time.run(() => actAfter(id));
    walks.set(id, walked);
    return walked;
  };
  const actAfter = async (id: string) => {
    const earlier = before(id).filter((other) => ids.includes(other));
    const ready = await time.awaiting(Promise.all(earlier.map(walk)));
    return ready.every(Boolean) && act(id);
  };
  const results = await time.awaiting(Promise.all(ids.map(walk)));
  return results.every(Boolean);
}

/** Everything that comes before an id, also by way of others: a list may leave those out. */
export function throughout(before: Order['before']): Order['before'] {
  const reach = (ids: readonly string[], seen: readonly string[]): readonly string[] => {
    const fresh = ids.filter((id) => !seen.includes(id));
    return fresh.length === 0 ? seen : reach(fresh.flatMap(before), [...seen, ...new Set(fresh)]);
  };
  return (id) => reach(before(id), []);
}

/** The order for taking down what was built up in an order: what needs something goes before it. */
export function reversed({ ids, before }: Order): Order {
  return { ids, before: (id) => ids.filter((other) => before(other).includes(id)) };
}
