import type { DefaultCacheBehavior, DistributionConfig } from '@aws-sdk/client-cloudfront';
import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { cachePolicyKind, originRequestPolicyKind, type PolicyKind, responseHeadersPolicyKind } from './policy-kind.ts';
import { behaviorsOf } from './required-members.ts';
import { cloudFrontOf, type StoredDistribution } from './state.ts';

/** Every policy that a behavior names must exist and must have room for one more distribution. */
export function requireAttachablePolicies(
  config: DistributionConfig,
  context: OperationContext,
  self: StoredDistribution | undefined,
): void {
  const behaviors = behaviorsOf(config);
  requirePolicies(cachePolicyKind, behaviors, context, self);
  requirePolicies(originRequestPolicyKind, behaviors, context, self);
  requirePolicies(responseHeadersPolicyKind, behaviors, context, self);
}

/** The distributions with a behavior that names this policy. */
export function distributionsWithPolicy(
  member: PolicyKind<unknown>['behaviorMember'],
  id: string,
  context: OperationContext,
): StoredDistribution[] {
  return [...cloudFrontOf(context).distributions.values()].filter(({ config }) =>
    behaviorsOf(config).some((behavior) => behavior[member] === id),
  );
}

function requirePolicies<Config>(
  kind: PolicyKind<Config>,
  behaviors: readonly DefaultCacheBehavior[],
  context: OperationContext,
  self: StoredDistribution | undefined,
): void {
  for (const id of new Set(behaviors.map((behavior) => behavior[kind.behaviorMember]))) {
    if (id) requirePolicy(kind, id, context, self);
  }
}

function requirePolicy<Config>(
  kind: PolicyKind<Config>,
  id: string,
  context: OperationContext,
  self: StoredDistribution | undefined,
): void {
  const state = cloudFrontOf(context);
  const policy = kind.policies(state).get(id);
  if (policy === undefined) throw new ServiceError(`NoSuch${kind.name}`, 404, `The ${kind.words} does not exist.`);
  const others = distributionsWithPolicy(kind.behaviorMember, id, context).filter((other) => other !== self);
  if (policy.type === 'managed' || others.length < state.quotas.distributionsPerPolicy) return;
  throw new ServiceError(
    `TooManyDistributionsAssociatedTo${kind.name}`,
    400,
    `The maximum number of distributions have been associated with the specified ${kind.words}.`,
  );
}
