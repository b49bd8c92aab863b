import type { Applied } from './apply/apply.ts';
import { type Failure, LEFT_ALONE, SETTINGS_WOULD_BE_LOST } from './model/failure.ts';
import type { EdgeLook } from './model/look.ts';
import { type ObservedEdge, readFailures } from './model/observed-edge.ts';
import type { Outcome } from './model/outcome.ts';
import type { Plan } from './model/plan.ts';
import { leavesOpen, readyPrefix } from './model/plan.ts';

/**
 * What a look ended in, when nothing was applied.
 *
 *   the plan has                    | outcome
 *   a step that is ready            | drift (nothing is written in `detect`)
 *   a step that waits for AWS       | waiting
 *   something unreadable            | failed: what could not be read decides
 *   a refusal                       | refused
 *   a verdict that leaves it open   | not-checked
 *   none of these                   | in-sync
 */
export function outcomeWithoutWrites(plan: Plan, observed: ObservedEdge): Outcome {
  if (readyPrefix(plan.steps).length > 0) return { kind: 'drift', steps: plan.steps };
  const waiting = plan.steps.find((step) => step.state.kind === 'waiting');
  if (waiting?.state.kind === 'waiting') {
    return waiting.state;
  }
  const [unread] = readFailures(observed);
  const unchecked = plan.verdicts.filter(leavesOpen);
  if (unread !== undefined && unchecked.length > 0) return { kind: 'failed', failure: unread, applied: [] };
  if (plan.refusals.length > 0) return { kind: 'refused', refusals: plan.refusals };
  if (unchecked.length > 0) {
    return {
      kind: 'not-checked',
      details: unchecked.map((verdict) => `${verdict.rule} ${verdict.detail ?? verdict.subject}`),
    };
  }
  const [blocked] = plan.steps;
  if (blocked?.state.kind === 'blocked')
    return { kind: 'not-checked', details: [`nothing moves until ${blocked.state.by}`] };
  return { kind: 'in-sync' };
}

/** What a look ended in, when the ready steps were sent. */
export function outcomeOfWrites(plan: Plan, { applied, failure }: Applied): Outcome {
  if (failure === undefined) return { kind: 'applied', steps: applied };
  if (failure.code === 'CNAMEAlreadyExists')
    return { kind: 'refused', refusals: [{ rule: 'EDGE-04', detail: nameTaken(plan, failure) }] };
  if (failure.code === LEFT_ALONE)
    return { kind: 'refused', refusals: [{ rule: 'ownership', detail: failure.message }] };
  if (failure.code === SETTINGS_WOULD_BE_LOST)
    return { kind: 'refused', refusals: [{ rule: 'guard', detail: failure.message }] };
  // The caller reference is known but the list does not show the distribution yet: it was made a moment ago.
  if (failure.code === 'DistributionAlreadyExists') {
    return {
      kind: 'waiting',
      for: `CloudFront to list the distribution that it made for ${plan.domainName}`,
      retryAfterSeconds: 10,
    };
  }
  // An account may have 15 invalidations of everything in progress: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
  if (failure.code === 'TooManyInvalidationsInProgress')
    return { kind: 'waiting', for: 'earlier invalidations of the account to complete', retryAfterSeconds: 30 };
  return { kind: 'failed', failure, applied };
}

/** Of a wanted edge, what becomes of policies that nobody uses any more does not count: its outcome is that of its plan without them. */
export function outcomeBesideCleanUp({ target, outcome, plan, observed }: EdgeLook): Outcome {
  const isCleanUp = outcome.kind === 'failed' && /^Delete\w+Policy$/.test(outcome.failure.operation);
  return target.kind === 'wanted' && isCleanUp ? outcomeWithoutWrites({ ...plan, steps: [] }, observed) : outcome;
}

/** What a correction would end in where the full config of the distribution does not allow it. Undefined: it allows it, or could not be read. */
export function outcomeOfObstacle(plan: Plan, obstacle: Failure | undefined): Outcome | undefined {
  const isKnown = obstacle?.code === LEFT_ALONE || obstacle?.code === SETTINGS_WOULD_BE_LOST;
  return isKnown ? outcomeOfWrites(plan, { applied: [], failure: obstacle }) : undefined;
}

/** CloudFront does not say who holds the name: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/alternate-domain-names-move.html */
function nameTaken(plan: Plan, failure: Failure): string {
  return `alternate domain name ${plan.domainName}: is held by another distribution, of this or another account, or its DNS leads to one, got ${failure.code} (${failure.message}); take it off there or move it with UpdateDomainAssociation, then look again`;
}
