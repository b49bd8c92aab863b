/**
 * Letting an edge go, so that nobody notices: records back to what they were → drain → one update that disables the distribution and gives the
 * name and the certificate free → Deployed → delete → our unused policies.
 *
 *   observed                                       | plan
 *   no distribution                                | delete our policies that nobody uses
 *   a distribution of another owner, or of nobody  | nothing: it is not ours to let go
 *   taken over from another owner, never in sync   | give it back to that owner
 *   `OnDelete: retain`                             | take our owner tag off, nothing else
 *   adopted                                        | records back if we moved them (`dns-before` says so), our tags off; it was there before us
 *   ours                                           | the whole way; each look does what is ready
 */
import type { RecordSet } from '../model/alias-records.ts';
import { type ApiEndpoint, regionalEndpoint } from '../model/api-domain.ts';
import type { Distribution } from '../model/distribution.ts';
import { describeFailure } from '../model/failure.ts';
import type { EdgeTarget } from '../model/look.ts';
import { parseRegion } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { FieldChange, Plan, Step } from '../model/plan.ts';
import { ownerToTag, TAG } from '../model/tags.ts';
import { aliasTo, leadsTo, recordChanges, settleChange } from './alias-records.ts';
import { POLICY_NAME_PREFIX } from './header-policies.ts';
import {
  EMPTY_PART,
  mergeParts,
  notChecked,
  type PartPlan,
  READY,
  waitingFor,
  waitingForDeployment,
} from './part-plan.ts';
import { tagStep } from './tag-step.ts';

type LetGo = Extract<EdgeTarget, { kind: 'let-go' }>;

const DRAIN_POLL_SECONDS = 10;

export function planLetGo(target: LetGo, observed: ObservedEdge, drainSeconds: number): Omit<Plan, 'domainName'> {
  const { distribution } = observed;
  if (distribution.kind === 'unreadable') {
    return mergeParts([
      notChecked('EDGE-04', `distribution for ${target.domainName}`, describeFailure(distribution.failure)),
    ]);
  }
  if (distribution.kind === 'absent') return mergeParts([deleteUnusedPolicies(observed)]);

  const { value } = distribution;
  if (value.tags[TAG.owner] !== ownerToTag(target.owner)) return mergeParts([notOurs(value)]);
  if (value.tags[TAG.takenFrom] !== undefined) return mergeParts([giveBack(value, value.tags[TAG.takenFrom] ?? '')]);
  if (target.onDelete === 'retain') return mergeParts([untag(value, [TAG.owner], 'OnDelete is retain')]);
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
  const restoring = restoreRecords(observed, value);
  if (value.tags[TAG.adopted] !== undefined) {
    const ours = Object.keys(value.tags).filter((key) => key.startsWith('secure-api-edge:'));
    return mergeParts([
      value.tags[TAG.dnsBefore] === undefined ? EMPTY_PART : restoring,
      untag(value, ours, 'the distribution was adopted, not made, by this tool'),
    ]);
  }
  return mergeParts([
    markDeleting(value),
    restoring,
    drain(observed, value, drainSeconds),
    release(value),
    remove(value),
  ]);
}

function part(steps: readonly Step[], notes: readonly string[] = []): PartPlan {
  return { ...EMPTY_PART, steps, notes };
}

function notOurs({ id, tags }: Distribution): PartPlan {
  const owner = tags[TAG.owner] ?? 'nobody';
  return part([], [`distribution ${id} belongs to ${owner} now; nothing is changed`]);
}

/** A take-over that was never finished: the edge was there before, and its owner keeps it. */
function giveBack(distribution: Distribution, owner: string): PartPlan {
  return part(tagStep(distribution, { [TAG.owner]: owner }, [TAG.takenFrom]), [
    `distribution ${distribution.id} goes back to ${owner}`,
  ]);
}

function untag(distribution: Distribution, keys: readonly string[], because: string): PartPlan {
  return part(tagStep(distribution, {}, keys), [`distribution ${distribution.id} stays as it is, because ${because}`]);
}

function markDeleting(distribution: Distribution): PartPlan {
  return part(tagStep(distribution, { [TAG.deleting]: 'requested' }));
}

/** Records that lead to the distribution go back to what the name held before; where nothing was, nothing is left dangling. */
function restoreRecords(observed: ObservedEdge, distribution: Distribution): PartPlan {
  if (observed.aliasRecords.kind !== 'present') return EMPTY_PART;
  const { value: records } = observed.aliasRecords;
  const leading = records.recordSets.filter((record) => leadsTo(record, distribution.domainName));
  if (leading.length === 0)
    return part(settleChange(observed.domainName, records, distribution).filter((step) => step.action === 'wait'));
  const create = recordsBefore(observed, distribution.tags[TAG.dnsBefore]);
  const step: Step = {
    part: 'alias-records',
    action: 'update',
    target: `alias records of ${observed.domainName} in zone ${records.zone.id} (${records.zone.name})`,
    hostedZoneId: records.zone.id,
    remove: leading,
    create,
    distributionArn: distribution.arn,
    changes: recordChanges(leading, create),
    because: ['asked-for'],
    state: READY,
  };
  return part([step]);
}

/** What `dns-before` describes, with the API's endpoint of today. A domain that is gone has nothing to point at. */
function recordsBefore(observed: ObservedEdge, dnsBefore: string | undefined): readonly RecordSet[] {
  const endpoint = endpointOf(observed);
  const [form, ...rest] = (dnsBefore ?? 'absent').split(' ');
  if (endpoint === undefined || form === 'absent') return [];
  if (form === 'alias')
    return rest.map((type) => aliasTo(observed.domainName, type, endpoint.targetDomainName, endpoint.hostedZoneId));
  const ttlSeconds = Number(rest[0] ?? 300);
  const target = { kind: 'values', ttlSeconds, values: [endpoint.targetDomainName] } as const;
  return [{ name: observed.domainName, type: 'CNAME', setIdentifier: undefined, target }];
}

function endpointOf({ apiDomains }: ObservedEdge): ApiEndpoint | undefined {
  const domains = apiDomains.kind === 'present' ? apiDomains.value : [];
  return domains.map(regionalEndpoint).find((endpoint) => endpoint !== undefined);
}

/** Resolvers may hold the old answer for its TTL after the change is INSYNC. A name that never led here needs no drain. */
function drain(observed: ObservedEdge, distribution: Distribution, drainSeconds: number): PartPlan {
  const { tags, settings } = distribution;
  if (!settings.enabled || tags[TAG.dnsBefore] === undefined) return EMPTY_PART;
  const until = tags[TAG.drainUntil];
  if (until !== undefined && until <= observed.now) return EMPTY_PART;

  const what = `callers of ${observed.domainName} to leave the distribution (DNS answers expire)`;
  const wait: Step = {
    part: 'alias-records',
    action: 'wait',
    target: what,
    changes: [],
    because: ['asked-for'],
    state: waitingFor(what, DRAIN_POLL_SECONDS),
  };
  if (until !== undefined) return part([wait]);
  const end = new Date(Date.parse(observed.now) + drainSeconds * 1000).toISOString();
  return part([...tagStep(distribution, { [TAG.drainUntil]: end }, [TAG.dnsChange]), wait]);
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
  if (changes.length === 0) return EMPTY_PART;
  return part([
    {
      part: 'distribution',
      action: 'update',
      target: `distribution ${distribution.id}`,
      distributionId: distribution.id,
      etag: distribution.etag ?? '',
      changes,
      because,
      state: READY,
    },
  ]);
}

function remove(distribution: Distribution): PartPlan {
  const what = `distribution ${distribution.id} to be Deployed`;
  const wait: Step = {
    part: 'distribution',
    action: 'wait',
    target: what,
    changes: [],
    because: ['asked-for'],
    state: waitingForDeployment(distribution.id, what),
  };
  const step: Step = {
    part: 'distribution',
    action: 'delete',
    target: `distribution ${distribution.id}`,
    distributionId: distribution.id,
    etag: distribution.etag ?? '',
    changes: [],
    because: ['asked-for'],
    state: READY,
  };
  return part(distribution.status === 'Deployed' ? [step] : [wait, step]);
}

/** Policies of ours that no distribution uses any more. One that is taken into use meanwhile is refused by CloudFront, which is fine. */
function deleteUnusedPolicies({ headerPolicies, policyUsesElsewhere }: ObservedEdge): PartPlan {
  if (headerPolicies.kind !== 'present') return EMPTY_PART;
  const { originRequestPolicies, responseHeadersPolicies } = headerPolicies.value;
  const unused = (policy: { readonly id: string; readonly name: string }) =>
    policy.name.startsWith(POLICY_NAME_PREFIX) && (policyUsesElsewhere[policy.id] ?? 0) === 0;
  const step = (policyKind: 'origin-request' | 'response-headers', policyId: string, name: string): Step => ({
    part: 'header-policies',
    action: 'delete',
    policyKind,
    policyId,
    target: `${policyKind === 'origin-request' ? 'origin request' : 'response headers'} policy ${name}`,
    changes: [],
    because: ['asked-for'],
    state: READY,
  });
  return part([
    ...originRequestPolicies.filter(unused).map(({ id, name }) => step('origin-request', id, name)),
    ...responseHeadersPolicies.filter(unused).map(({ id, name }) => step('response-headers', id, name)),
  ]);
}
