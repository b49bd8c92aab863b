import type { EdgeTarget, Updated } from './model/look.ts';
import type { ObservedEdge } from './model/observed-edge.ts';
import { type Plan, readyPrefix } from './model/plan.ts';
import { createRecordReader } from './observe/alias-records.ts';
import { nameOf, observeEdge } from './observe/edge.ts';
import { observeInventory } from './observe/inventory.ts';
import { outcomeWithoutWrites } from './outcome-of.ts';
import { planEdge } from './plan/plan.ts';
import type { LookContext } from './reconcile.ts';
import { standingOf, supersededByDelete, supersededByOwner } from './superseded.ts';

interface Planned {
  readonly observed: ObservedEdge;
  readonly plan: Plan;
}

/**
 * The plan of one edge. Where it waits for a proof, the proof is taken now and the plan made again with it: only the planner knows what has to be
 * proven, and only the network can tell. `updated` is the last update of this run, in case it has to be undone. Nothing is tried in `detect`, and no request of a proof changes anything.
 *
 * A proof may take a minute, in which others change the edge or ask to delete it. So nothing is written from what was seen before it: where the proof
 * lets something be written, AWS is asked again, and the plan is made from that.
 */
export async function planProven(
  target: EdgeTarget,
  observed: ObservedEdge,
  { prover, ...context }: LookContext,
  updated?: Updated,
): Promise<Planned> {
  const proves = prover !== undefined && context.mode === 'remediate';
  const settings = { ...context, proves, ...(updated && { updated }) };
  const plan = planEdge(target, observed, settings);
  if (plan.toProve === undefined || prover === undefined) return { observed, plan };
  const { subject, through } = plan.toProve;
  const proof = await prover.prove(subject, through, context.signal);

  const planWith = (seen: ObservedEdge): Planned => {
    const proven = { ...seen, proof, proofThrough: through };
    return { observed: proven, plan: planEdge(target, proven, settings) };
  };
  const asSeenBefore = planWith(observed);
  if (readyPrefix(asSeenBefore.plan.steps).length === 0) return asSeenBefore;
  return unlessSuperseded(target, { observed, plan }, planWith(await observeTarget(target, context)));
}

/** All that AWS says about one edge now. */
export async function observeTarget(
  target: EdgeTarget,
  { clients, clock, regions }: Pick<LookContext, 'clients' | 'clock' | 'regions'>,
): Promise<ObservedEdge> {
  const names = [nameOf(target)];
  const asked = target.kind === 'wanted' && target.edge.apiRegion !== undefined ? [target.edge.apiRegion] : regions;
  const inventory = await observeInventory(clients, asked, names);
  const readRecords = createRecordReader(clients, inventory.publicZones, names);
  return observeEdge(clients, inventory, readRecords, target, { now: clock.now().toISOString(), tags: 'fresh' });
}

/** No step is left when the edge was asked to be deleted, or went to another owner, while the proof was taken. */
function unlessSuperseded(target: EdgeTarget, before: Planned, now: Planned): Planned {
  const outcome = outcomeWithoutWrites(before.plan, before.observed);
  const standing = standingOf({ target, ...before, outcome, applied: [] });
  const superseded =
    supersededByDelete(target, standing, now.observed) ?? supersededByOwner(target, standing, now.observed);
  if (superseded === undefined) return now;
  const { toProve: _, ...plan } = now.plan;
  return { ...now, plan: { ...plan, steps: [], refusals: [...plan.refusals, superseded] } };
}
