import { applySteps, type Writer } from './apply/apply.ts';
import type { Failure } from './model/failure.ts';
import type { EdgeLook, EdgeTarget } from './model/look.ts';
import type { ObservedEdge } from './model/observed-edge.ts';
import { type Plan, readyPrefix, type Step } from './model/plan.ts';
import { outcomeOfWrites } from './outcome-of.ts';
import { type PlanSettings, planEdge } from './plan/plan.ts';

/**
 * Applies the ready prefix of a plan. Where CloudFront refuses a derived origin request policy for the Authorization in it (older behavior), the same
 * observation is planned once more with all viewer headers; the distribution's tags remember that, so later looks do not try again.
 */
export async function applyPlan(
  writer: Writer,
  target: EdgeTarget,
  observed: ObservedEdge,
  plan: Plan,
  settings: PlanSettings,
  skip: (step: Step) => boolean = () => false,
): Promise<EdgeLook> {
  const writes = await applySteps(
    writer,
    readyPrefix(plan.steps).filter((step) => !skip(step)),
  );
  if (!isAuthorizationRefused(writes.failure) || settings.authorization === 'refused') {
    return { target, observed, plan, outcome: outcomeOfWrites(plan, writes), applied: writes.applied };
  }
  const fallback = { ...settings, authorization: 'refused' } as const;
  return applyPlan(writer, target, observed, planEdge(target, observed, fallback), fallback, skip);
}

/** The derived list is ours and always the same form: what CloudFront calls invalid in it can only be the header that it used to refuse. */
function isAuthorizationRefused(failure: Failure | undefined): boolean {
  return failure?.operation === 'CreateOriginRequestPolicy' && failure.code === 'InvalidArgument';
}
