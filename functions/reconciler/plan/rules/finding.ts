import {
  type BehaviorAt,
  type CacheBehavior,
  type Distribution,
  isApiOrigin,
  type Origin,
} from '../../model/distribution.ts';
import type { DesiredEdge } from '../../model/edge.ts';
import type { CachePolicy, HeaderPolicies, NewPolicy } from '../../model/header-policies.ts';
import type { FieldChange, FieldValue, Verdict } from '../../model/plan.ts';
import type { Reason, RuleId } from '../../model/rules.ts';
import type { FrontableApi } from '../api-domain.ts';
import type { AuthorizationInPolicies } from '../header-allowlist.ts';
import type { OriginRequestPolicyFor } from '../header-policies.ts';
import type { HstsStage } from '../hsts-stage.ts';
import { verdict } from '../part-plan.ts';
import type { ModeOf } from '../rule-modes.ts';

/** A setting that a finding would write. */
export interface Correction {
  readonly path: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
  readonly secret?: FieldChange['secret'];
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
  readonly modeOf: ModeOf;
  /** Keys of the owner's tags that an earlier request set and this one does not. */
  readonly formerTags: readonly string[];
  readonly authorization: AuthorizationInPolicies;
  readonly edge: DesiredEdge;
  readonly api: FrontableApi;
  readonly distribution: Distribution;
  readonly policies: HeaderPolicies;
  /** How many distributions other than this one use a policy, by its id. */
  readonly policyUsesElsewhere: Readonly<Record<string, number>>;
  readonly hsts: HstsStage;
  readonly originRequestPolicyFor: OriginRequestPolicyFor;
  /** Where the records of the name lead its callers, as far as they can be seen. */
  readonly callers: 'led-here' | 'elsewhere';
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

/** Whether a behavior targets a group with an API among its origins. CloudFront fails over between them, so no single Host or list is right. */
export function targetsApiGroup({ settings }: Distribution, { targetOriginId }: CacheBehavior): boolean {
  const group = settings.originGroups.find(({ id }) => id === targetOriginId);
  return settings.origins.some((origin) => isApiOrigin(origin) && group?.originIds.includes(origin.id) === true);
}

export type Host = 'forwarded' | 'replaced';

/**
 * The Host that an API origin must get: the viewer's for a custom domain's regional endpoint (`d-….execute-api`), its own name for an API's default
 * endpoint. A distribution may carry several API domains; asking "is it mine" would make their edges undo each other. Where the origin is a custom domain
 * by its name, Host decides whose API answers, so it stays what it is `now`.
 */
export function hostFor(origin: Origin, now: Host): Host {
  if (isCustomDomainByName(origin)) return now;
  return origin.domainName.startsWith('d-') ? 'forwarded' : 'replaced';
}

export function isCustomDomainByName({ domainName, customDomain }: Origin): boolean {
  return customDomain?.kind === 'present' && customDomain.value.domainName === domainName;
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
