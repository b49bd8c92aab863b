import {
  type AllowedMethods,
  type CacheBehavior,
  type DefaultCacheBehavior,
  type DistributionConfig,
  ViewerProtocolPolicy,
} from '@aws-sdk/client-cloudfront';
import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { requireCaching } from './behavior-caching-rules.ts';
import { invalidArgument, requireOneOf } from './invalid-argument.ts';
import { behaviorsOf } from './required-members.ts';
import { cloudFrontOf } from './state.ts';

const READ = ['GET', 'HEAD'];
const READ_AND_OPTIONS = ['GET', 'HEAD', 'OPTIONS'];
const ALL = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
const PATH_PATTERN = /^[A-Za-z0-9_\-.*$/~"'@:+&?]{1,255}$/;

export function requireCacheBehaviors(config: DistributionConfig, context: OperationContext): void {
  const others = config.CacheBehaviors?.Items ?? [];
  // The quota counts the default behavior too.
  if (others.length >= cloudFrontOf(context).quotas.cacheBehaviorsPerDistribution) {
    throw new ServiceError(
      'TooManyCacheBehaviors',
      400,
      'You cannot create more cache behaviors for the distribution.',
    );
  }
  const targets = targetsOf(config);
  for (const behavior of behaviorsOf(config)) requireCacheBehavior(behavior, targets);
  requirePathPatterns(others);
}

function targetsOf(config: DistributionConfig): Set<string | undefined> {
  return new Set([...(config.Origins?.Items ?? []), ...(config.OriginGroups?.Items ?? [])].map(({ Id }) => Id));
}

function requireCacheBehavior(behavior: DefaultCacheBehavior, targets: Set<string | undefined>): void {
  if (!targets.has(behavior.TargetOriginId)) {
    throw new ServiceError('NoSuchOrigin', 404, 'One or more of your origins or origin groups do not exist.');
  }
  requireOneOf('ViewerProtocolPolicy', behavior.ViewerProtocolPolicy, ViewerProtocolPolicy);
  requireAllowedMethods(behavior.AllowedMethods);
  if (behavior.GrpcConfig?.Enabled && !isSet(behavior.AllowedMethods?.Items, ALL)) {
    throw invalidArgument('The parameter GrpcConfig requires the POST method in AllowedMethods.');
  }
  requireCaching(behavior);
}

/** Two, three or all seven methods may be allowed, two or three of them cached. */
function requireAllowedMethods(methods: AllowedMethods | undefined): void {
  const allowed: readonly string[] = methods?.Items ?? [];
  const cached: readonly string[] = methods?.CachedMethods?.Items ?? [];
  if (![READ, READ_AND_OPTIONS, ALL].some((set) => isSet(allowed, set) && methods?.Quantity === set.length)) {
    throw invalidArgument('The parameter AllowedMethods is not valid.');
  }
  const cachedIsValid = [READ, READ_AND_OPTIONS].some((set) => isSet(cached, set));
  if (!cachedIsValid || cached.some((method) => !allowed.includes(method))) {
    throw invalidArgument('The parameter CachedMethods is not valid.');
  }
}

function isSet(methods: readonly string[] | undefined, set: readonly string[]): boolean {
  return methods?.toSorted().join() === set.join();
}

function requirePathPatterns(behaviors: readonly CacheBehavior[]): void {
  const patterns = behaviors.map(({ PathPattern = '' }) => PathPattern);
  if (patterns.some((pattern) => !PATH_PATTERN.test(pattern))) {
    throw invalidArgument('The parameter PathPattern is not valid.');
  }
  // A leading slash changes nothing: `images/*` and `/images/*` are one pattern.
  if (new Set(patterns.map((pattern) => pattern.replace(/^\//, ''))).size < patterns.length) {
    throw invalidArgument('The parameter PathPattern contains duplicates.');
  }
}
