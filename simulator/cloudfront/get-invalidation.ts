import { GetInvalidation$, type GetInvalidationRequest, type GetInvalidationResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { findDistribution } from './find-distribution.ts';
import { toInvalidation } from './to-invalidation.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetInvalidation.html */
export const getInvalidation: Operation<GetInvalidationRequest, GetInvalidationResult> = {
  schema: GetInvalidation$,
  run({ DistributionId, Id }, context) {
    const invalidation = findDistribution(DistributionId, context).invalidations.get(Id ?? '');
    if (invalidation === undefined) {
      throw new ServiceError('NoSuchInvalidation', 404, 'The specified invalidation does not exist.');
    }
    return { Invalidation: toInvalidation(invalidation) };
  },
};
