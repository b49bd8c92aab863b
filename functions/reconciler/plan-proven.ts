import type { EdgeTarget, Updated } from './model/look.ts';
import type { ObservedEdge } from './model/observed-edge.ts';
import { type Plan, readyPrefix } from './model/plan.ts';
import { createRecordReader } from './observe/alias-records.ts';
import { nameOf, observeEdge } from './observe/edge.ts';
import { observeInventory } from './observe/inventory.ts';
import { type PlanSettings, planEdge } from './plan/plan.ts';
import type { LookContext } from './reconcile.ts';
import { standingOf, superseded } from './superseded.ts';

export interface Planned {
  readonly observed: ObservedEdge;
  readonly plan: Plan;
}

/** `updated`: the last update of this run, in case it has to be undone. Nothing is tried in `detect`. */
export function planSettings(context: LookContext, updated?: Updated): PlanSettings {
  const proves = context.prover !== undefined && context.mode === 'remediate';
  return { ...context, proves, ...(updated && { updated }) };
}

/**
 * The plan of one edge. Where it waits for a proof, the proof is taken now and the plan made again with it: only the planner knows what has to be
 * proven, and only the network can tell. No request of a proof changes anything.
 *
 * A proof may take a minute, in which others change the edge or ask to delete it. So nothing is written from what was seen before it: where the proof
 * lets something be written, AWS is asked again, and the plan is made from that.
 */
export async function planProven(
  target: EdgeTarget,
  observed: ObservedEdge,
  context: LookContext,
  updated?: Updated,
): Promise<Planned> {
  const { prover } = context;
  const settings = planSettings(context, updated);
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
  return unlessSuperseded(target, observed, planWith(await observeTarget(target, context)));
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
function unlessSuperseded(target: EdgeTarget, before: ObservedEdge, now: Planned): Planned {
  const standing = standingOf({ target, observed: before, applied: [] });
  const newerWord = superseded(target, standing, now.observed);
  if (newerWord === undefined) return now;
  const { toProve: _, ...plan } = now.plan;
  return { ...now, plan: { ...plan, steps: [], refusals: [...plan.refusals, newerWord] } };
}
