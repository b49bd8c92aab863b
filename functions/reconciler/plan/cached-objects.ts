import type { DesiredEdge } from '../model/edge.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import { TAG } from '../model/tags.ts';
import { EMPTY_PART, type PartPlan, READY, verdict, waitingForDeployment } from './part-plan.ts';

/**
 * EDGE-15: an invalidation that is owed goes out once the change behind it is Deployed. Earlier it would be undone: an edge location that still
 * has the old config may fill its cache again. The caller reference makes a repeated request the same invalidation.
 */
export function planCachedObjects(edge: DesiredEdge, observed: ObservedEdge, upcoming: readonly Step[]): PartPlan {
  if (observed.distribution.kind !== 'present') return EMPTY_PART;
  const distribution = observed.distribution.value;
  const owed = owedReference(distribution.tags[TAG.pendingInvalidation], upcoming);
  const subject = `cached objects of ${edge.domainName}`;
  if (owed === undefined) return { ...EMPTY_PART, verdicts: [verdict('EDGE-15', 'pass', subject)] };
  const step: Step = {
    part: 'cached-objects',
    action: 'invalidate',
    target: `cached objects of distribution ${distribution.id}`,
    distributionId: distribution.id,
    distributionArn: distribution.arn,
    callerReference: owed,
    paths: ['/*'],
    changes: [{ path: 'Paths', before: undefined, after: ['/*'], because: ['EDGE-15'] }],
    because: ['EDGE-15'],
    state:
      distribution.status === 'Deployed'
        ? READY
        : waitingForDeployment(distribution.id, `distribution ${distribution.id} to be Deployed`),
  };
  return {
    ...EMPTY_PART,
    steps: [step],
    verdicts: [verdict('EDGE-15', 'drift', subject, { before: 'invalidation owed', after: 'invalidated' })],
  };
}

/** Owed already, or owed by what this plan is about to change. */
function owedReference(tagged: string | undefined, upcoming: readonly Step[]): string | undefined {
  const tagging = upcoming.find((step) => step.action === 'tag' && step.set[TAG.pendingInvalidation] !== undefined);
  return tagging?.action === 'tag' ? tagging.set[TAG.pendingInvalidation] : tagged;
}
