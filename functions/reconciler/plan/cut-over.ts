/**
 * Records move only to an edge that was tried on its real name, and move back when what worked before does not work behind them.
 *
 *   records, as EDGE-14 plans them             | with proof
 *   do not move                                | as planned
 *   may move now                               | prove the distribution first: no proof, no move
 *   moved, the change is INSYNC                | once callers had time to follow, the same checks through DNS
 *     these pass, or nobody can try            | the cut-over is over
 *     these fail                               | remembered as failed; records go back
 *   went back                                  | held: nothing moves again until a person has cleared the tag
 *
 * Where nobody tries, nothing is proven, and the rest goes on all the same: what a look with proofs began, any later look finishes.
 */
import type { DesiredEdge } from '../model/edge.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import { afterMove, takeBack, whenInsync } from './after-move.ts';
import { beforeMove, isMove } from './before-move.ts';
import { cutOverOf, isFailed, remembersFailure, secondsAfterInsync } from './cut-over-tag.ts';
import type { PartPlan } from './part-plan.ts';
import type { Proving } from './proof-need.ts';

export interface CutOverFacts {
  readonly proving: Proving;
  /** What is still to be written to the distribution. Until that is done there is nothing to prove: the proof would be of another one. */
  readonly before: readonly Step[];
  /** How long callers may still use old DNS answers. */
  readonly drainSeconds: number;
}

export function planCutOver(
  edge: DesiredEdge,
  observed: ObservedEdge,
  records: PartPlan,
  { proving, before, drainSeconds }: CutOverFacts,
): PartPlan {
  if (observed.distribution.kind !== 'present') return records;
  const distribution = observed.distribution.value;
  const cutOver = cutOverOf(observed, distribution);
  if (isFailed(cutOver)) return takeBack(observed, distribution, cutOver);
  if (before.some(({ action }) => action !== 'tag')) return records;
  if (records.steps.some(isMove)) return beforeMove(edge, observed, records, { distribution, proving, drainSeconds });
  if (cutOver === undefined || records.refusals.length > 0) return records;
  const ttl = secondsAfterInsync(cutOver);
  if (ttl !== undefined) return whenInsync(observed, distribution, records, { ttl, drainSeconds });
  if (records.steps.length > 0) return records;
  return afterMove(observed, distribution, cutOver, records, proving);
}

/** What failed takes its records back before anything else is written to the edge, held or not. */
export function isGoingBack(observed: ObservedEdge, { steps }: PartPlan): boolean {
  const { distribution } = observed;
  if (distribution.kind !== 'present' || steps.length === 0) return false;
  return steps.some(remembersFailure) || isFailed(cutOverOf(observed, distribution.value));
}
