import pLimit from 'p-limit';
import type { Called } from '../reconciler/aws/call.ts';
import { describeFailure } from '../reconciler/model/failure.ts';
import type { RunStore } from './run-store.ts';

/** Objects read at the same time. */
const READS = 20;

/** Of each object only what `select` takes: whole reports of ten thousand accounts fit into no memory. */
export async function readAll<T, Part>(
  store: RunStore,
  prefix: string,
  select: (value: T) => Part,
): Promise<readonly Part[]> {
  const limit = pLimit(READS);
  const names = answered(await store.list(prefix));
  const parts = await Promise.all(
    names.map((name) =>
      limit(async () => {
        const value = answered(await store.get(name)) as T | undefined;
        return value === undefined ? undefined : select(value);
      }),
    ),
  );
  return parts.filter((part) => part !== undefined);
}

export function readEach<T>(store: RunStore, names: readonly string[]): Promise<readonly (T | undefined)[]> {
  const limit = pLimit(READS);
  return Promise.all(names.map((name) => limit(async () => answered(await store.get(name)) as T | undefined)));
}

export async function keep(store: RunStore, name: string, value: unknown): Promise<void> {
  answered(await store.put(name, value));
}

/** What the run itself cannot do without: a refusal here ends the task, and the state machine tries it again. */
export class SweepError extends Error {
  override readonly name = 'SweepError';
}

export function answered<T>(called: Called<T>): T {
  if (called.kind === 'answered') return called.value;
  throw new SweepError(describeFailure(called.failure));
}
