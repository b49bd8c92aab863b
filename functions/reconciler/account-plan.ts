/** Plans of all edges of an account, from one inventory. */
import pLimit from 'p-limit';
import { findTargets, lettingGoStill } from './account-targets.ts';
import { foretell } from './apply-plan.ts';
import { leftAloneByChoice } from './model/choice.ts';
import type { EdgeLook, EdgeTarget } from './model/look.ts';
import type { DomainName } from './model/names.ts';
import type { ObservedEdge } from './model/observed-edge.ts';
import { readyPrefix } from './model/plan.ts';
import { createRecordReader, type RecordReader } from './observe/alias-records.ts';
import { nameOf, observeEdge } from './observe/edge.ts';
import type { Inventory } from './observe/inventory.ts';
import { outcomeWithoutWrites } from './outcome-of.ts';
import { isDueHstsStep } from './plan/hsts-stage.ts';
import { planEdge } from './plan/plan.ts';
import { type Planned, planSettings } from './plan-proven.ts';
import type { LookContext } from './reconcile.ts';

/** Edges looked at side by side. How many requests a second Route 53 gets is up to its clients (`ROUTE_53_SHARE`). */
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
    targets.map((target) =>
      limit(async () => {
        const observed = await observeWithin(inventory, readRecords, target, context, 'listed');
        const plan = planEdge(target, observed, planSettings(context));
        return foretell(unwritten(target, { observed, plan }), context);
      }),
    ),
  );
}

/** What AWS says about one edge of the inventory. `listed`: from the lists alone; `fresh`: tags are read again, as right before writing. */
export function observeWithin(
  inventory: Inventory,
  readRecords: RecordReader,
  target: EdgeTarget,
  { clients, clock }: LookContext,
  tags: 'listed' | 'fresh',
): Promise<ObservedEdge> {
  return observeEdge(clients, inventory, readRecords, target, { now: clock.now().toISOString(), tags });
}

/** A look before anything of its plan is applied. */
export function unwritten(target: EdgeTarget, { observed, plan }: Planned): EdgeLook {
  return { target, observed, plan, outcome: outcomeWithoutWrites(plan, observed), applied: [] };
}

/** Whether a run that may write would write for this edge now; what waits for a proof is tried right before. */
export function isToBeApplied(
  { plan, observed, target }: EdgeLook,
  { newEdges }: Pick<LookContext, 'newEdges'>,
): boolean {
  const begun = observed.distribution.kind === 'present' || target.kind === 'let-go';
  const moves = readyPrefix(plan.steps).length > 0 || plan.toProve !== undefined;
  return moves && (begun || newEdges === 'create');
}

/** What guards count. */
export interface FleetChanges {
  /** Edges that may be changed. */
  readonly fleet: readonly EdgeLook[];
  /** Those of them that would be. */
  readonly changing: readonly EdgeLook[];
  /** Those of them whose change nobody asked for: a due step of an HSTS ramp was asked for when the ramp was begun. */
  readonly unexpected: readonly EdgeLook[];
}

export function changesOf(
  looks: readonly EdgeLook[],
  { choice, newEdges }: Pick<LookContext, 'choice' | 'newEdges'>,
): FleetChanges {
  const fleet = looks.filter(({ target, observed }) => leftAloneByChoice(target, observed, choice) === undefined);
  const changing = fleet.filter((look) => isToBeApplied(look, { newEdges }) && look.outcome.kind !== 'refused');
  return { fleet, changing, unexpected: changing.filter(({ plan }) => !isDueHstsStep(plan)) };
}
