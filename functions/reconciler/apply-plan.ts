import { isDeepStrictEqual } from 'node:util';
import { type Applied, applySteps, type Writer } from './apply/apply.ts';
import { updateObstacle } from './apply/distribution.ts';
import type { Failure } from './model/failure.ts';
import type { EdgeLook, EdgeTarget } from './model/look.ts';
import type { ObservedEdge } from './model/observed-edge.ts';
import { type Plan, readyPrefix, type Step } from './model/plan.ts';
import { outcomeOfObstacle, outcomeOfWrites } from './outcome-of.ts';
import { type ApprovedPlans, refuseUnapproved } from './plan/approved-plan.ts';
import { type PlanSettings, planEdge } from './plan/plan.ts';
import type { LookContext } from './reconcile.ts';

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
  const again = planEdge(target, observed, fallback);
  const isDone = (step: Step) => writes.applied.some((done) => isDeepStrictEqual(done, step));
  const look = await applyPlan(writer, target, observed, again, fallback, (step) => skip(step) || isDone(step));
  return { ...look, applied: [...writes.applied, ...look.applied] };
}

/** A look in `detect`, which promises nothing that would be refused: only the full config of a distribution tells what may not be corrected. */
export async function foretell(
  look: EdgeLook,
  { clients, mode }: Pick<LookContext, 'clients' | 'mode'>,
): Promise<EdgeLook> {
  if (mode !== 'detect' || look.outcome.kind !== 'drift') return look;
  const update = updateIn(readyPrefix(look.plan.steps));
  if (update === undefined || update.isLast === true) return look;
  const outcome = outcomeOfObstacle(look.plan, await updateObstacle(clients, update.distributionId));
  return outcome === undefined ? look : { ...look, outcome };
}

type Update = Extract<Step, { part: 'distribution'; action: 'update' }>;

function updateIn(steps: readonly Step[]): Update | undefined {
  return steps.find((step): step is Update => step.part === 'distribution' && step.action === 'update');
}

/** What would hold the plan's update back, where other writes come first to prepare for it; an update that comes first finds out by itself. */
async function preparationObstacle(
  { clients }: Writer,
  plan: Plan,
  ready: readonly Step[],
): Promise<Failure | undefined> {
  const update = updateIn(plan.steps);
  if (update === undefined || ready[0] === undefined || ready[0] === update) return undefined;
  return updateObstacle(clients, update.distributionId);
}

/** What else CloudFront calls invalid in a list is a failure: another header in it does not make Authorization a reason to send all. */
function isAuthorizationRefused(failure: Failure | undefined): boolean {
  return (
    failure?.operation === 'CreateOriginRequestPolicy' &&
    failure.code === 'InvalidArgument' &&
    /authorization/i.test(failure.message)
  );
}
