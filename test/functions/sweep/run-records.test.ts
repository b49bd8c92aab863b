import { setImmediate } from 'node:timers/promises';
import { SweepError } from '../../../functions/sweep/answered.ts';
import { readEach } from '../../../functions/sweep/run-records.ts';
import type { RunStore } from '../../../functions/sweep/run-store.ts';

interface Row {
  readonly size: number;
}

/** A store of rows whose name says their size; `none` is none. */
function storeOf(get: RunStore['get']): RunStore {
  return { get } as RunStore;
}

test('takes of each record what is asked for, in the order of the names, and nothing of one that is not there', async () => {
  const store = storeOf(async (name) => ({ kind: 'answered', value: name === 'none' ? undefined : { size: +name } }));

  expect(await readEach(store, ['3', 'none', '1'], ({ size }: Row) => size)).toEqual([3, undefined, 1]);
});

test('holds no more records at the same time than it reads at the same time', async () => {
  let held = 0;
  let most = 0;
  const store = storeOf(async (name) => {
    held += 1;
    most = Math.max(most, held);
    await setImmediate();
    return { kind: 'answered', value: { size: +name } };
  });
  const names = Array.from({ length: 200 }, (_, at) => String(at));

  const sizes = await readEach(store, names, ({ size }: Row) => {
    held -= 1;
    return size;
  });

  expect(sizes).toHaveLength(200);
  expect(most).toBeLessThanOrEqual(20);
});

test('fails where a record could not be read: half of them would be a lie', async () => {
  const failure = {
    kind: 'Throttling',
    service: 'S3',
    operation: 'GetObject',
    code: 'SlowDown',
    message: 'slow down',
    requestId: undefined,
  } as const;
  const store = storeOf(async () => ({ kind: 'failed', failure }));

  await expect(readEach(store, ['1'], ({ size }: Row) => size)).rejects.toThrow(
    new SweepError('S3 GetObject: SlowDown: slow down'),
  );
});
