/**
 * Letting an edge go, so that nobody notices: records back to what they were → drain → one update that disables the distribution and gives the
 * name and the certificate free → Deployed → certificates that were requested for it → delete → our unused policies.
 *
 *   observed                                       | plan
 *   no distribution                                | delete what this owner requested, and our policies that nobody uses
 *   a distribution of another owner, or of nobody  | nothing: it is not ours to let go
 *   taken over from another owner, never in sync   | give it back to that owner
 *   `OnDelete: retain`                             | take our owner tag off, nothing else
 *   adopted                                        | records back if we moved them (`dns-before` says so), certificates it does not serve, our
 *                                                  | tags off; it was there before us
 *   ours, on a flat-rate plan                      | the way up to disabling it; CloudFront does not delete it, and the refusal says why
 *   ours                                           | the whole way; each look does what is ready
 */
import type { RequestedCertificate } from '../model/certificate.ts';
import type { Distribution } from '../model/distribution.ts';
import { describeFailure, isRetryable } from '../model/failure.ts';
import type { EdgeTarget } from '../model/look.ts';
import { type DomainName, parseRegion } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { ownerToTag, taggedDomain } from '../model/owner-tags.ts';
import type { FieldChange, Plan, Step } from '../model/plan.ts';
import { describePricingPlan } from '../model/pricing-plan.ts';
import { TAG } from '../model/tags.ts';
import { deployStep, updateStep } from './distribution-steps.ts';
import { memoryOf } from './name-memory.ts';
import { EMPTY_PART, mergeParts, notChecked, type PartPlan, READY, waitingFor } from './part-plan.ts';
import { letGoOfRequested, type OwnDistribution } from './requested-certificates.ts';
import { isLedByOwner, restoreRecords } from './restore-records.ts';
import { tagStep } from './tag-step.ts';
import { unusedPolicySteps } from './unused-policies.ts';

/** After a fault of CloudFront's. */
const LISTED_AGAIN_SECONDS = 15;

type LetGo = Extract<EdgeTarget, { kind: 'let-go' }>;

export function planLetGo(target: LetGo, observed: ObservedEdge, drainSeconds: number): Omit<Plan, 'domainName'> {
  const { distribution } = observed;
  if (distribution.kind === 'unreadable') {
    return mergeParts([
      notChecked('EDGE-04', `distribution for ${target.domainName}`, describeFailure(distribution.failure)),
    ]);
  }
  if (distribution.kind === 'absent') {
    const isOurs = ({ owner }: RequestedCertificate) => owner === ownerToTag(target.owner);
    return mergeParts([letGoOfRequested(observed, undefined, isOurs), deletePolicies(observed)]);
  }

  const { value } = distribution;
  if (value.tags[TAG.owner] !== ownerToTag(target.owner) || !isEdgeOf(value, target.domainName))
    return mergeParts([notOurs(value, target.domainName)]);
  if (value.tags[TAG.takenFrom] !== undefined) return mergeParts([giveBack(value, value.tags[TAG.takenFrom] ?? '')]);
  if (target.onDelete === 'retain' && wasInUse(value))
    return mergeParts([untag(value, [TAG.owner], 'OnDelete is retain')]);
  if (observed.aliasRecords.kind === 'unreadable') {
    return mergeParts([
      notChecked('EDGE-14', `alias records of ${target.domainName}`, describeFailure(observed.aliasRecords.failure)),
    ]);
  }
  const apiRegion = parseRegion(value.tags[TAG.apiRegion] ?? '');
  if (apiRegion !== undefined && !observed.regions.includes(apiRegion)) {
    const detail = `its API is in ${apiRegion}, which was not asked; the records cannot be put back without knowing its endpoint`;
    return mergeParts([notChecked('EDGE-14', `API Gateway custom domain ${target.domainName}`, detail)]);
  }
  if (observed.apiDomains.kind === 'unreadable') {
    const subject = `API Gateway custom domain ${target.domainName}`;
    return mergeParts([
      notChecked(
        'EDGE-14',
        subject,
        `${describeFailure(observed.apiDomains.failure)}; the records cannot be put back without knowing its endpoint`,
      ),
    ]);
  }
  const adopted = value.tags[TAG.adopted] !== undefined;
  const untouched = adopted && memoryOf(value.tags, TAG.dnsBefore, target.domainName) === undefined;
  const restoring = untouched ? EMPTY_PART : restoreRecords(observed, value, adopted ? 'stays' : drainSeconds);
  if (restoring.refusals.length > 0 || restoring.verdicts.length > 0) return mergeParts([restoring]);
  if (adopted) {
    const ours = Object.keys(value.tags).filter((key) => key.startsWith('secure-api-edge:'));
    return mergeParts([
      restoring,
      afterCertificates(
        observed,
        { distribution: value, fate: 'kept' },
        untag(value, ours, 'the distribution was adopted, not made, by this tool'),
      ),
    ]);
  }
  return mergeParts([
    markDeleting(value),
    restoring,
    release(value),
    part(deployStep(value, 'asked-for')),
    afterCertificates(observed, { distribution: value, fate: 'released' }, remove(value)),
  ]);
}

/** The last word on the distribution waits until what it remembers could be read and is settled. */
function afterCertificates(observed: ObservedEdge, own: OwnDistribution, last: PartPlan): PartPlan {
  const certificates = letGoOfRequested(observed, own);
  const isUnread = certificates.verdicts.length > 0;
  return { ...EMPTY_PART, ...mergeParts([certificates, isUnread ? EMPTY_PART : last]) };
}

/** A passing fault is waited out: nobody else deletes them where looks at the account may not write. A lasting one keeps no stack from being deleted. */
function deletePolicies({ headerPolicies, policyUsesElsewhere }: ObservedEdge): PartPlan {
  switch (headerPolicies.kind) {
    case 'present':
      return part(unusedPolicySteps(headerPolicies.value, policyUsesElsewhere));
    case 'absent':
      return EMPTY_PART;
    case 'unreadable': {
      const why = describeFailure(headerPolicies.failure);
      return isRetryable(headerPolicies.failure)
        ? part([listStep(why)])
        : part([], [`policies that nobody uses any more may stay, because they cannot be listed: ${why}`]);
    }
  }
}

function listStep(why: string): Step {
  const what = `CloudFront to list its policies, which it did not (${why})`;
  const state = waitingFor(what, LISTED_AGAIN_SECONDS);
  return { part: 'header-policies', action: 'wait', target: what, changes: [], because: ['asked-for'], state };
}

function part(steps: readonly Step[], notes: readonly string[] = []): PartPlan {
  return { ...EMPTY_PART, steps, notes };
}

/** The owner says which resource, and not which of the domains that it had. */
function isEdgeOf({ tags, settings }: Distribution, name: DomainName): boolean {
  const tagged = taggedDomain(tags);
  if (tagged !== undefined) return tagged === name;
  // Released, it carries none.
  return settings.alternateDomainNames.length === 0 || settings.alternateDomainNames.includes(name);
}

function notOurs({ id, tags }: Distribution, name: DomainName): PartPlan {
  const owner = tags[TAG.owner] ?? 'nobody';
  const tagged = taggedDomain(tags);
  const whose = tagged === undefined || tagged === name ? owner : `${owner}, for ${tagged},`;
  return part([], [`distribution ${id} belongs to ${whose} now; nothing is changed`]);
}

/** A take-over that was never finished: the edge was there before, and its owner keeps it. */
function giveBack(distribution: Distribution, owner: string): PartPlan {
  return part(tagStep(distribution, { [TAG.owner]: owner }, [TAG.takenFrom]), [
    `distribution ${distribution.id} goes back to ${owner}`,
  ]);
}

/**
 * An edge whose name never moved to it was never finished: there is nothing to retain, and a half-made one would hold the name for nobody. Where its
 * owner leads the name, one that is Deployed may be in use.
 */
function wasInUse(distribution: Distribution): boolean {
  const { tags, status } = distribution;
  const mayBeLed = isLedByOwner(distribution) && status === 'Deployed';
  return tags[TAG.dnsBefore] !== undefined || tags[TAG.adopted] !== undefined || mayBeLed;
}

function untag(distribution: Distribution, keys: readonly string[], because: string): PartPlan {
  return part(tagStep(distribution, {}, keys), [`distribution ${distribution.id} stays as it is, because ${because}`]);
}

function markDeleting(distribution: Distribution): PartPlan {
  return part(tagStep(distribution, { [TAG.deleting]: 'requested' }));
}

/** One update: disabled, the name free for others, the certificate free to be deleted by the same stack. */
function release(distribution: Distribution): PartPlan {
  const { settings } = distribution;
  const because = ['asked-for'] as const;
  const changes: readonly FieldChange[] = [
    ...(settings.enabled ? [{ path: 'Enabled', before: true, after: false, because }] : []),
    ...(settings.alternateDomainNames.length > 0
      ? [{ path: 'Aliases', before: settings.alternateDomainNames, after: [], because }]
      : []),
    ...(settings.viewerCertificate.source === 'cloudfront'
      ? []
      : [{ path: 'ViewerCertificate.CloudFrontDefaultCertificate', before: false, after: true, because }]),
  ];
  return part(updateStep(distribution, changes).map((step) => ({ ...step, isLast: true })));
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToDeleteDistribution.html: not before the plan is cancelled and its billing period over. */
function remove(distribution: Distribution): PartPlan {
  if (distribution.pricingPlan.kind === 'present') {
    const detail = `distribution ${distribution.id}: cannot be deleted while it is on ${describePricingPlan(distribution.pricingPlan.value)}; cancel the plan, and let go again once its billing period is over`;
    return { ...EMPTY_PART, refusals: [{ rule: 'ownership', detail }] };
  }
  return part([
    {
      part: 'distribution',
      action: 'delete',
      target: `distribution ${distribution.id}`,
      distributionId: distribution.id,
      etag: distribution.etag ?? '',
      changes: [],
      because: ['asked-for'],
      state: READY,
    },
  ]);
}
