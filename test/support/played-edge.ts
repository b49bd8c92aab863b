/**
 * AWS as the planner would like it to be: every ready step succeeds, every wait ends. Lets the laws of the pure core be tested over many looks
 * without a server; what AWS itself does to a step is the simulator's business.
 */
import { fromDistributionConfig } from '../../functions/reconciler/aws/distribution.ts';
import { patchDistributionConfig } from '../../functions/reconciler/aws/patch-distribution-config.ts';
import type { AliasRecords } from '../../functions/reconciler/model/alias-records.ts';
import type { Distribution } from '../../functions/reconciler/model/distribution.ts';
import type { HeaderPolicies, NewPolicy } from '../../functions/reconciler/model/header-policies.ts';
import type { EdgeTarget } from '../../functions/reconciler/model/look.ts';
import { ABSENT, mapObserved, present } from '../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../functions/reconciler/model/observed-edge.ts';
import { type Plan, readyPrefix, type Step } from '../../functions/reconciler/model/plan.ts';
import { TAG } from '../../functions/reconciler/model/tags.ts';
import { planEdge } from '../../functions/reconciler/plan/plan.ts';
import { CLOUDFRONT } from './edge-builders.ts';
import { SETTINGS } from './plan-of.ts';
import { certificateApplied, certificatesWaited } from './played-certificates.ts';
import { isHeaderChange, withHeaders } from './played-headers.ts';
import { sdkConfig } from './sdk-config.ts';

export interface PlayedLook {
  readonly observed: ObservedEdge;
  readonly plan: Plan;
}

/** Looks until the plan is empty or nothing moves any more; at most `most` looks. */
export function playUntilSettled(
  target: EdgeTarget,
  first: ObservedEdge,
  most = 20,
  settings: Parameters<typeof planEdge>[2] = SETTINGS,
): readonly PlayedLook[] {
  const looks: PlayedLook[] = [];
  let observed = first;
  while (looks.length < most) {
    const plan = planEdge(target, observed, settings);
    looks.push({ observed, plan });
    if (plan.steps.length === 0) return looks;
    const ready = readyPrefix(plan.steps);
    observed = ready.length === 0 ? waited(observed) : ready.reduce(applied, observed);
  }
  return looks;
}

/** A minute later everything that was under way is through. */
function waited(observed: ObservedEdge): ObservedEdge {
  return {
    ...certificatesWaited(observed),
    now: new Date(Date.parse(observed.now) + 600_000).toISOString(),
    distribution: mapObserved(observed.distribution, (one): Distribution => ({ ...one, status: 'Deployed' })),
    aliasRecords: mapObserved(observed.aliasRecords, (records): AliasRecords => {
      return { ...records, lastChange: records.lastChange === 'PENDING' ? 'INSYNC' : records.lastChange };
    }),
  };
}

/** The edge after AWS took one step. */
export function applied(observed: ObservedEdge, step: Step): ObservedEdge {
  const change = (edit: (one: Distribution) => Distribution): ObservedEdge => ({
    ...observed,
    distribution: mapObserved(observed.distribution, edit),
  });
  switch (step.action) {
    case 'tag':
      return forgetting(
        change((one) => ({ ...one, tags: without({ ...one.tags, ...step.set }, step.remove) })),
        step.remove,
      );
    case 'invalidate':
      return change((one) => ({ ...one, tags: without(one.tags, [TAG.pendingInvalidation]) }));
    case 'validate':
      return certificateApplied(observed, step);
    case 'create':
      if (step.part === 'certificate') return certificateApplied(observed, step);
      return step.part === 'distribution'
        ? { ...observed, distribution: present(created(step)) }
        : { ...observed, headerPolicies: mapObserved(observed.headerPolicies, (all) => withPolicy(all, step.policy)) };
    case 'update':
      return step.part === 'distribution' ? change((one) => updated(one, step)) : moved(observed, step);
    case 'delete':
      if (step.part === 'certificate') return certificateApplied(observed, step);
      return step.part === 'distribution'
        ? { ...observed, distribution: ABSENT }
        : {
            ...observed,
            headerPolicies: mapObserved(observed.headerPolicies, (all) => withoutPolicy(all, step.policyId)),
          };
    case 'wait':
      throw new Error(`a wait is never ready: ${step.target}`);
  }
}

function created(step: Extract<Step, { part: 'distribution'; action: 'create' }>): Distribution {
  return {
    id: 'E1',
    arn: 'arn:aws:cloudfront::111111111111:distribution/E1',
    domainName: CLOUDFRONT,
    etag: 'ETAG1',
    status: 'InProgress',
    tags: step.tags,
    settings: withHeaders(fromDistributionConfig(sdkConfig(step.settings)), [], step.changes),
    leftAlone: undefined,
    pricingPlan: ABSENT,
  };
}

function updated(one: Distribution, step: Extract<Step, { part: 'distribution'; action: 'update' }>): Distribution {
  const changes = step.changes.filter((change) => !isHeaderChange(change));
  const patched = fromDistributionConfig(patchDistributionConfig(sdkConfig(one.settings), changes));
  const settings = withHeaders(patched, one.settings.origins, step.changes);
  return { ...one, etag: `${one.etag}+`, status: 'InProgress', settings };
}

function moved(observed: ObservedEdge, step: Extract<Step, { part: 'alias-records'; action: 'update' }>): ObservedEdge {
  const gone = step.remove.map((record) => JSON.stringify(record));
  const records = mapObserved(observed.aliasRecords, (all): AliasRecords => {
    const kept = all.recordSets.filter((record) => !gone.includes(JSON.stringify(record)));
    return { ...all, recordSets: [...kept, ...step.create], lastChange: 'PENDING' };
  });
  const distribution = mapObserved(observed.distribution, (one) => ({
    ...one,
    tags: { ...one.tags, [TAG.dnsChange]: 'C1' },
  }));
  return { ...observed, aliasRecords: records, distribution };
}

/** Without the tag that names it, nobody asks Route 53 about a change. */
function forgetting(observed: ObservedEdge, removed: readonly string[]): ObservedEdge {
  if (!removed.includes(TAG.dnsChange)) return observed;
  return { ...observed, aliasRecords: mapObserved(observed.aliasRecords, (all) => ({ ...all, lastChange: 'none' })) };
}

function withPolicy(all: HeaderPolicies, policy: NewPolicy): HeaderPolicies {
  const { name } = policy;
  const id = `id-of-${name}`;
  if (policy.kind === 'response-headers') {
    const made = { id, name, strictTransportSecurity: policy.strictTransportSecurity };
    return { ...all, responseHeadersPolicies: [...all.responseHeadersPolicies, made] };
  }
  const names = policy.headers.map((header) => header.toLowerCase()).sort();
  const made = { id, name, headers: { kind: 'only', names }, cookies: 'all', queryStrings: 'all' } as const;
  return { ...all, originRequestPolicies: [...all.originRequestPolicies, made] };
}

function withoutPolicy(all: HeaderPolicies, id: string): HeaderPolicies {
  return {
    ...all,
    originRequestPolicies: all.originRequestPolicies.filter((policy) => policy.id !== id),
    responseHeadersPolicies: all.responseHeadersPolicies.filter((policy) => policy.id !== id),
  };
}

function without(tags: Readonly<Record<string, string>>, keys: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}
