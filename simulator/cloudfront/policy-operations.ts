import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { distributionsWithPolicy } from './attached-policy-rules.ts';
import { location, newEtag } from './identifiers.ts';
import { requireIfMatch } from './if-match.ts';
import { requireOneOf } from './invalid-argument.ts';
import { type Page, pageById, toItems } from './page.ts';
import type { PolicyKind } from './policy-kind.ts';
import { cloudFrontOf } from './state.ts';
import type { StoredPolicy } from './stored-policy.ts';

/*
 * Create, get, list and delete are the same for the three kinds of policies; only the configurations and the words differ.
 */

/** Stores an accepted configuration under a name of its own. */
export function addPolicy<Config extends { Name: string | undefined }>(
  kind: PolicyKind<Config>,
  config: Config,
  context: OperationContext,
): { policy: StoredPolicy<Config>; Location: string } {
  const state = cloudFrontOf(context);
  const policies = kind.policies(state);
  const all = [...policies.values()];
  if (all.some((other) => other.config.Name === config.Name)) {
    throw new ServiceError(
      `${kind.name}AlreadyExists`,
      409,
      `${kind.article} ${kind.words} with this name already exists. You must provide a unique name. To modify an existing ${kind.words}, use Update${kind.name}.`,
    );
  }
  if (all.filter(({ type }) => type === 'custom').length >= state.quotas[kind.quota]) {
    throw new ServiceError(
      `TooMany${kind.plural}`,
      400,
      `You have reached the maximum number of ${kind.words.replace('policy', 'policies')} for this AWS account.`,
    );
  }
  const policy = newPolicy(config, context);
  policies.set(policy.id, policy);
  return { policy, Location: location(`${kind.path}/${policy.id}`) };
}

export function findPolicy<Config>(
  kind: PolicyKind<Config>,
  id: string | undefined,
  context: OperationContext,
): StoredPolicy<Config> {
  const policy = kind.policies(cloudFrontOf(context)).get(id ?? '');
  if (policy === undefined) throw new ServiceError(`NoSuch${kind.name}`, 404, `The ${kind.words} does not exist.`);
  return policy;
}

export interface ListRequest {
  readonly Type?: 'managed' | 'custom' | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export function pageOfPolicies<Config>(
  kind: PolicyKind<Config>,
  request: ListRequest,
  context: OperationContext,
): Page<StoredPolicy<Config>> {
  requireOneOf('Type', request.Type, { managed: 'managed', custom: 'custom' });
  const all = [...kind.policies(cloudFrontOf(context)).values()];
  return pageById(
    all.filter(({ type }) => request.Type === undefined || type === request.Type),
    request,
    context.world,
  );
}

export function toPolicyList<Config, Summary>(
  page: Page<StoredPolicy<Config>>,
  toSummary: (policy: StoredPolicy<Config>) => Summary,
): { NextMarker: string | undefined; MaxItems: number; Quantity: number; Items?: Summary[] } {
  return { NextMarker: page.nextMarker, MaxItems: page.maxItems, ...toItems(page.items.map(toSummary)) };
}

export function removePolicy<Config>(
  kind: PolicyKind<Config>,
  request: { readonly Id: string | undefined; readonly IfMatch?: string | undefined },
  context: OperationContext,
): Record<string, never> {
  const policy = findPolicy(kind, request.Id, context);
  if (policy.type === 'managed') throw new ServiceError('IllegalDelete', 400, 'You cannot delete a managed policy.');
  requireIfMatch(request.IfMatch, policy.etag);
  if (distributionsWithPolicy(kind.behaviorMember, policy.id, context).length > 0) {
    throw new ServiceError(
      `${kind.name}InUse`,
      409,
      `Cannot delete the ${kind.words} because it is attached to one or more cache behaviors.`,
    );
  }
  kind.policies(cloudFrontOf(context)).delete(policy.id);
  return {};
}

function newPolicy<Config>(config: Config, context: OperationContext): StoredPolicy<Config> {
  return {
    id: context.ids.uuid(),
    etag: newEtag(context.ids),
    type: 'custom',
    lastModifiedTime: new Date(context.clock.now()),
    config,
  };
}
