import {
  CreateInvalidation$,
  type CreateInvalidationRequest,
  type CreateInvalidationResult,
  type InvalidationBatch,
} from '@aws-sdk/client-cloudfront';
import type { Operation, OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { findDistribution } from './find-distribution.ts';
import { location, newInvalidationId } from './identifiers.ts';
import { acceptInvalidationBatch, requireInvalidationQuota } from './invalidation-rules.ts';
import { cloudFrontOf, type StoredDistribution, type StoredInvalidation } from './state.ts';
import { toInvalidation } from './to-invalidation.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
export const createInvalidation: Operation<CreateInvalidationRequest, CreateInvalidationResult> = {
  schema: CreateInvalidation$,
  run({ DistributionId, InvalidationBatch: sent }, context) {
    const distribution = findDistribution(DistributionId, context);
    const batch = acceptInvalidationBatch(sent, distribution);
    const earlier = sameReference(batch, distribution);
    if (earlier === undefined) requireInvalidationQuota(batch, cloudFrontOf(context));

    const invalidation = earlier ?? addInvalidation(batch, distribution, context);
    return {
      Location: location(`distribution/${distribution.id}/invalidation/${invalidation.id}`),
      Invalidation: toInvalidation(invalidation),
    };
  },
};

/** The invalidation that this very request has made before. */
function sameReference(batch: InvalidationBatch, distribution: StoredDistribution): StoredInvalidation | undefined {
  const earlier = [...distribution.invalidations.values()].find(
    (invalidation) => invalidation.batch.CallerReference === batch.CallerReference,
  );
  if (earlier === undefined || pathsText(earlier.batch) === pathsText(batch)) return earlier;
  throw new ServiceError(
    'InvalidationBatchAlreadyExists',
    400,
    'The caller reference you attempted to create the invalidation batch with is associated with another invalidation batch.',
  );
}

function addInvalidation(
  batch: InvalidationBatch,
  distribution: StoredDistribution,
  context: OperationContext,
): StoredInvalidation {
  const id = newInvalidationId(context.ids);
  const invalidation: StoredInvalidation = {
    id,
    createTime: new Date(context.clock.now()),
    batch,
    status: 'InProgress',
  };
  distribution.invalidations.set(id, invalidation);
  context.clock.after(cloudFrontOf(context).invalidationSeconds, () => {
    invalidation.status = 'Completed';
  });
  return invalidation;
}

function pathsText(batch: InvalidationBatch): string {
  return (batch.Paths?.Items ?? []).toSorted().join('\n');
}
