import type { InvalidationBatch } from '@aws-sdk/client-cloudfront';
import { ServiceError } from '../core/service-error.ts';
import { invalidArgument, requireLength, requireMembers } from './invalid-argument.ts';
import { requireConsistentQuantities } from './quantities.ts';
import type { CloudFrontState, StoredDistribution } from './state.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html */
export function acceptInvalidationBatch(
  batch: InvalidationBatch | undefined,
  distribution: StoredDistribution,
): InvalidationBatch {
  requireMembers(batch, ['CallerReference', 'Paths']);
  requireConsistentQuantities(batch);
  requireLength('CallerReference', batch?.CallerReference, 128);
  const paths = pathsOf(batch);
  if (paths.length === 0) throw invalidArgument('The parameter Paths is required.');
  const hasTags = distribution.config.CacheTagConfig !== undefined;
  if (!paths.every((path) => isPath(path) || (hasTags && path.startsWith('#')))) {
    throw invalidArgument('Your request contains one or more invalid invalidation paths.');
  }
  return { CallerReference: batch?.CallerReference, Paths: { Quantity: paths.length, Items: paths } };
}

/** The paths of all unfinished invalidations of the account, these included, must stay within the quotas. */
export function requireInvalidationQuota(batch: InvalidationBatch, state: CloudFrontState): void {
  const paths = pathsOf(batch);
  const { invalidationPathsInProgress, wildcardInvalidationPathsInProgress } = state.quotas;
  if (paths.length > invalidationPathsInProgress) {
    throw new ServiceError('BatchTooLarge', 413, 'Invalidation batch specified is too large.');
  }
  const all = [...paths, ...pathsInProgress(state)];
  const wildcards = all.filter((path) => path.endsWith('*'));
  if (all.length <= invalidationPathsInProgress && wildcards.length <= wildcardInvalidationPathsInProgress) return;
  throw new ServiceError(
    'TooManyInvalidationsInProgress',
    400,
    'You have exceeded the maximum number of allowable InProgress invalidation batch requests, or invalidation objects.',
  );
}

/** A wildcard stands at the end only. */
function isPath(path: string): boolean {
  return /^\/[^\s~*]*\*?$/.test(path) && path.length <= 4000;
}

function pathsInProgress({ distributions }: CloudFrontState): string[] {
  const invalidations = [...distributions.values()].flatMap((each) => [...each.invalidations.values()]);
  return invalidations.filter(({ status }) => status === 'InProgress').flatMap(({ batch }) => pathsOf(batch));
}

function pathsOf(batch: InvalidationBatch | undefined): string[] {
  return batch?.Paths?.Items ?? [];
}
