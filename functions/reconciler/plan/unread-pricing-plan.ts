import type { Distribution } from '../model/distribution.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { isMadeByUs } from '../model/owner-tags.ts';
import type { Plan } from '../model/plan.ts';
import { verdict } from './part-plan.ts';

/**
 * A plan for a distribution that may be on a flat-rate plan, which could not be read. Somebody's distribution is not changed without knowing. One that
 * this tool made is corrected: CloudFront itself refuses what a flat-rate plan forbids.
 */
export function withUnreadPricingPlan(
  plan: Omit<Plan, 'domainName'>,
  { distribution }: ObservedEdge,
): Omit<Plan, 'domainName'> {
  if (plan.steps.length === 0 || distribution.kind !== 'present') return plan;
  const { pricingPlan } = distribution.value;
  if (pricingPlan.kind !== 'unreadable') return plan;
  const subject = `distribution ${distribution.value.id}`;
  const detail = `whether it is on a flat-rate pricing plan could not be read, ${whatToDo(distribution.value)}; ${cause(pricingPlan.failure)}`;
  if (isMadeByUs(distribution.value)) return { ...plan, notes: [...plan.notes, `${subject}: ${detail}`] };
  return { ...plan, steps: [], verdicts: [...plan.verdicts, verdict('EDGE-04', 'not-checked', subject, { detail })] };
}

function whatToDo(distribution: Distribution): string {
  return isMadeByUs(distribution)
    ? 'CloudFront refuses what a plan forbids'
    : 'and one that this tool did not make is not changed before that is known';
}

function cause(failure: Failure): string {
  return failure.kind === 'AccessDenied'
    ? `allow pricingplanmanager:ListSubscriptions (${describeFailure(failure)})`
    : describeFailure(failure);
}
