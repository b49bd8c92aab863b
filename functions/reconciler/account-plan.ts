/** Plans of all edges of an account, from one inventory. */
import pLimit from 'p-limit';
import { findTargets, lettingGoStill } from './account-targets.ts';
import type { EdgeLook, EdgeTarget, Updated } from './model/look.ts';
import type { DomainName } from './model/names.ts';
import { readyPrefix } from './model/plan.ts';
import { createRecordReader, type RecordReader } from './observe/alias-records.ts';
import { nameOf, observeEdge } from './observe/edge.ts';
import type { Inventory } from './observe/inventory.ts';
import { outcomeWithoutWrites } from './outcome-of.ts';
import { planEdge } from './plan/plan.ts';
import { planProven } from './plan-proven.ts';
import type { LookContext } from './reconcile.ts';

/** Requests in flight for the records of single names. Route 53 takes 10 a second from an account; this leaves room for others. */
const RECORD_CONCURRENCY = 4;

/** A reader of records for these names, from the zones of the inventory. */
export function recordReaderFor(
  { publicZones }: Inventory,
  names: readonly DomainName[],
  { clients }: LookContext,
): RecordReader {
  return createRecordReader(clients, publicZones, names);
}

/** One look at every edge, nothing written. `before`: the round before this one. */
export async function planRound(
  inventory: Inventory,
  names: 'all' | readonly DomainName[],
  context: LookContext,
  before: readonly EdgeLook[] = [],
): Promise<readonly EdgeLook[]> {
  const targets = findTargets(inventory, names).map((target) => lettingGoStill(target, inventory, before));
  const readRecords = recordReaderFor(inventory, targets.map(nameOf), context);
  const limit = pLimit(RECORD_CONCURRENCY);
  return Promise.all(
    targets.map((target) => limit(() => planTarget(inventory, readRecords, target, context, 'listed'))),
  );
}

/** `listed`: from the lists alone, as for a whole round. Otherwise right before writing: tags are read again, and what has to be proven is tried. */
export async function planTarget(
  inventory: Inventory,
  readRecords: RecordReader,
  target: EdgeTarget,
  context: LookContext,
  before: 'listed' | { readonly updated: Updated | undefined },
): Promise<EdgeLook> {
  const observed = await observeEdge(context.clients, inventory, readRecords, target, {
    now: context.clock.now().toISOString(),
    tags: before === 'listed' ? 'listed' : 'fresh',
  });
  const proves = context.prover !== undefined && context.mode === 'remediate';
  const { plan, ...seen } =
    before !== 'listed'
      ? await planProven(target, observed, context, before.updated)
      : { observed, plan: planEdge(target, observed, { ...context, proves }) };
  return { target, ...seen, plan, outcome: outcomeWithoutWrites(plan, seen.observed), applied: [] };
}

/** Whether a run that may write would write for this edge now; what waits for a proof is tried right before. */
export function isToBeApplied(look: EdgeLook, { newEdges }: LookContext): boolean {
  const begun = look.observed.distribution.kind === 'present' || look.target.kind === 'let-go';
  const moves = readyPrefix(look.plan.steps).length > 0 || look.plan.toProve !== undefined;
  return moves && (begun || newEdges === 'create');
}
