import { type Applied, applySteps, type Writer } from './apply/apply.ts';
import { updateObstacle } from './apply/distribution.ts';
import type { Failure } from './model/failure.ts';
import type { EdgeLook, EdgeTarget } from './model/look.ts';
import type { ObservedEdge } from './model/observed-edge.ts';
import { type Plan, readyPrefix, type Step } from './model/plan.ts';
import { outcomeOfWrites } from './outcome-of.ts';
import { type ApprovedPlans, refuseUnapproved } from './plan/approved-plan.ts';
import { type PlanSettings, planEdge } from './plan/plan.ts';

export interface PlanWriter extends Writer {
  /** What may be written; undefined: everything that is planned. */
  readonly approved?: ApprovedPlans;
}

/**
 * Applies the ready prefix of a plan. Where CloudFront refuses a derived origin request policy for the Authorization in it (older behavior), the same
 * observation is planned once more with all viewer headers; the distribution's tags remember that, so later looks do not try again. Every plan passes
 * here before it is written: what was not approved, where somebody has to approve, is refused as a whole.
 */
export async function applyPlan(
  writer: PlanWriter,
  target: EdgeTarget,
  observed: ObservedEdge,
  plan: Plan,
  settings: PlanSettings,
  skip: (step: Step) => boolean = () => false,
): Promise<EdgeLook> {
  const unapproved = writer.approved && refuseUnapproved(plan, observed, writer.approved);
  if (unapproved !== undefined) {
    return { target, observed, plan, outcome: { kind: 'refused', refusals: [unapproved] }, applied: [] };
  }
  const ready = readyPrefix(plan.steps).filter((step) => !skip(step));
  const obstacle = target.kind === 'wanted' ? await preparationObstacle(writer, plan, ready) : undefined;
  const writes: Applied = obstacle === undefined ? await applySteps(writer, ready) : { applied: [], failure: obstacle };
  if (!isAuthorizationRefused(writes.failure) || settings.authorization === 'refused') {
    const { applied, updated } = writes;
    return { target, observed, plan, outcome: outcomeOfWrites(plan, writes), applied, ...(updated && { updated }) };
  }
  const fallback = { ...settings, authorization: 'refused' } as const;
  return applyPlan(writer, target, observed, planEdge(target, observed, fallback), fallback, skip);
}

/** What would hold the plan's update back, where other writes come first to prepare for it; an update that comes first finds out by itself. */
async function preparationObstacle(
  { clients }: Writer,
  plan: Plan,
  ready: readonly Step[],
): Promise<Failure | undefined> {
  const update = plan.steps.find((step) => step.part === 'distribution' && step.action === 'update');
  if (update?.part !== 'distribution' || update.action !== 'update' || ready[0] === undefined || ready[0] === update)
    return undefined;
  return updateObstacle(clients, update.distributionId);
}

/** The derived list is ours and always the same form: what CloudFront calls invalid in it can only be the header that it used to refuse. */
function isAuthorizationRefused(failure: Failure | undefined): boolean {
  return failure?.operation === 'CreateOriginRequestPolicy' && failure.code === 'InvalidArgument';
}
