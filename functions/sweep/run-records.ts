import pLimit from 'p-limit';
import { describeFailure } from '../reconciler/model/failure.ts';
import { answered } from './answered.ts';
import type { RunStore } from './run-store.ts';
import type { SweepContext } from './sweep-context.ts';

/** Objects read at the same time. */
const READS = 20;

/**
 * Of each object only what `select` takes, as soon as it is read: whole reports of ten thousand accounts fit into no memory. Undefined where there is no
 * such object.
 */
export function readEach<T, Part>(
  store: RunStore,
  names: readonly string[],
  select: (value: T) => Part,
): Promise<readonly (Part | undefined)[]> {
  const limit = pLimit(READS);
  const readOne = async (name: string) => {
    const value = answered(await store.get(name)) as T | undefined;
    return value === undefined ? undefined : select(value);
  };
  return Promise.all(names.map((name) => limit(readOne, name)));
}

export async function keep(store: RunStore, name: string, value: unknown): Promise<void> {
  answered(await store.put(name, value));
}

/** Kept for later runs, which know less without it and are still right: a refusal is a line in the log. */
export async function keepForLater(name: string, value: unknown, { memory, log }: SweepContext): Promise<void> {
  const kept = await memory.put(name, value);
  if (kept.kind === 'failed') log.error('something was not remembered', { because: describeFailure(kept.failure) });
}
