import { DeleteDistribution$, type DeleteDistributionRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { ServiceError } from '../core/service-error.ts';
import { findDistribution } from './find-distribution.ts';
import { requireIfMatch } from './if-match.ts';
import { requireNoPricingPlan } from './pricing-plan-rules.ts';
import { releaseSharedNames } from './shared-names.ts';
import { cloudFrontOf } from './state.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteDistribution.html */
export const deleteDistribution: Operation<DeleteDistributionRequest, Record<string, never>> = {
  schema: DeleteDistribution$,
  run({ Id, IfMatch }, context) {
    const distribution = findDistribution(Id, context);
    requireIfMatch(IfMatch, distribution.etag);
    // A distribution that is being disabled still serves at some edge locations.
    if (distribution.config.Enabled || distribution.status !== 'Deployed') {
      throw new ServiceError(
        'DistributionNotDisabled',
        409,
        'The distribution you are trying to delete has not been disabled.',
      );
    }
    requireNoPricingPlan(distribution, context);

    cloudFrontOf(context).distributions.delete(distribution.id);
    releaseSharedNames(distribution, context);
    context.world.state(resourceTags, context.account).delete(distribution.arn);
    return {};
  },
};
