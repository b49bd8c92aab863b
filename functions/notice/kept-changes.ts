import * as z from 'zod';
import type { Called } from '../reconciler/aws/call.ts';
import type { RunStore } from '../sweep/run-store.ts';
import type { Change } from './parse-change.ts';

const CHANGE = z.looseObject({ who: z.string(), what: z.string(), at: z.iso.datetime(), touches: z.array(z.string()) });
export type KnownChange = z.infer<typeof CHANGE>;

/** Names begin with the time, so that they stand in its order. */
export function keepChange(memory: RunStore, change: Change): Promise<Called<unknown>> {
  return memory.put(`${folderOf(change.account)}${change.at}-${change.id}`, change);
}

/** The newest changes noticed in an account, in their order. One that cannot be read is left out: it only says who did it. */
export async function readChanges(memory: RunStore, account: string, most: number): Promise<readonly KnownChange[]> {
  const names = await memory.list(folderOf(account));
  if (names.kind === 'failed') return [];
  const changes: KnownChange[] = [];
  for (const name of names.value.slice(-most)) {
    const kept = await memory.get(name);
    const parsed = CHANGE.safeParse(kept.kind === 'answered' ? kept.value : undefined);
    if (parsed.success) changes.push(parsed.data);
  }
  return changes;
}

function folderOf(account: string): string {
  return `changes/${account}/`;
}
