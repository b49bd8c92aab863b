import { GetDistribution$, type GetDistributionRequest, type GetDistributionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { findDistribution } from './find-distribution.ts';
import { toDistribution } from './to-distribution.ts';
import { answerWithUnknownElements } from './unknown-elements.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistribution.html */
export const getDistribution: Operation<GetDistributionRequest, GetDistributionResult> = {
  schema: GetDistribution$,
  run({ Id }, context) {
    const distribution = findDistribution(Id, context);
    return { Distribution: toDistribution(distribution), ETag: distribution.etag };
  },
  finishBody: (body, { input }, context) => answerWithUnknownElements(body, findDistribution(input.Id, context)),
};
