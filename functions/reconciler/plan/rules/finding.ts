import type { BehaviorAt, CacheBehavior, Distribution, Origin } from '../../model/distribution.ts';
import type { DesiredEdge } from '../../model/edge.ts';
import type { CachePolicy, HeaderPolicies, NewPolicy } from '../../model/header-policies.ts';
import type { FieldValue, Verdict } from '../../model/plan.ts';
import type { Reason, RuleId } from '../../model/rules.ts';
import type { FrontableApi } from '../api-domain.ts';
import type { OriginRequestPolicyFor } from '../header-policies.ts';
import { verdict } from '../part-plan.ts';

/** A setting that a finding would write. */
export interface Correction {
  readonly path: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** One rule's word on one place and what would make it pass. */
export interface Finding {
  readonly verdict: Verdict | undefined;
  readonly because: Reason;
  readonly corrections: readonly Correction[];
  /** Policies that the corrections refer to and that do not exist yet. */
  readonly newPolicies: readonly NewPolicy[];
}

/** What the rules look at. */
export interface RuleInputs {
  readonly edge: DesiredEdge;
  readonly api: FrontableApi;
  readonly distribution: Distribution;
  readonly policies: HeaderPolicies;
  readonly originRequestPolicyFor: OriginRequestPolicyFor;
}

/** A setting that must have one value. */
export function expectSetting(rule: RuleId, path: string, before: FieldValue, after: FieldValue): Finding {
  if (sameValue(before, after)) return passes(rule, path, before);
  return drifts(rule, path, before, after, [{ path, before, after }]);
}

export function passes(rule: RuleId, subject: string, before: FieldValue, detail?: string): Finding {
  return {
    verdict: verdict(rule, 'pass', subject, { before, after: before, detail }),
    because: rule,
    corrections: [],
    newPolicies: [],
  };
}

export function drifts(
  rule: RuleId,
  subject: string,
  before: FieldValue,
  after: FieldValue,
  corrections: readonly Correction[],
  newPolicies: readonly NewPolicy[] = [],
): Finding {
  return { verdict: verdict(rule, 'drift', subject, { before, after }), because: rule, corrections, newPolicies };
}

export function cannotTell(rule: RuleId, subject: string, detail: string): Finding {
  return {
    verdict: verdict(rule, 'not-checked', subject, { detail }),
    because: rule,
    corrections: [],
    newPolicies: [],
  };
}

export function refuses(rule: RuleId, subject: string, detail: string): Finding {
  return { verdict: verdict(rule, 'refused', subject, { detail }), because: rule, corrections: [], newPolicies: [] };
}

/** What the owner asked for and no rule judges. */
export function asksFor(path: string, before: FieldValue, after: FieldValue): readonly Finding[] {
  if (sameValue(before, after)) return [];
  return [{ verdict: undefined, because: 'asked-for', corrections: [{ path, before, after }], newPolicies: [] }];
}

/** Lists are compared as sets: CloudFront does not keep their order. */
export function sameValue(a: FieldValue, b: FieldValue): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

function canonical(value: FieldValue): FieldValue {
  return Array.isArray(value) ? [...value].sort() : value;
}

export function originOf(distribution: Distribution, behavior: CacheBehavior): Origin | undefined {
  return distribution.settings.origins.find((origin) => origin.id === behavior.targetOriginId);
}

/** The Host that an API origin must get: the viewer's only where the origin is this domain's own regional endpoint. */
export function hostFor(inputs: RuleInputs, origin: Origin): 'forwarded' | 'replaced' {
  return origin.domainName === inputs.api.endpoint.targetDomainName ? 'forwarded' : 'replaced';
}

export function cachePolicyOf(inputs: RuleInputs, id: string): CachePolicy | undefined {
  return inputs.policies.cachePolicies.find((policy) => policy.id === id);
}

export function isCachingDisabled(policy: CachePolicy): boolean {
  return policy.minTtlSeconds === 0 && policy.defaultTtlSeconds === 0 && policy.maxTtlSeconds === 0;
}

/** Whether CloudFront may have kept a response of this behavior. An unknown policy may. */
export function couldCache(inputs: RuleInputs, { behavior }: BehaviorAt): boolean {
  const { forwarding } = behavior;
  if (forwarding.kind === 'forwarded-values') return forwarding.maxTtlSeconds > 0 || forwarding.minTtlSeconds > 0;
  const policy = cachePolicyOf(inputs, forwarding.cachePolicyId);
  return policy === undefined || !isCachingDisabled(policy);
}
