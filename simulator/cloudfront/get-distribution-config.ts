import {
  GetDistributionConfig$,
  type GetDistributionConfigRequest,
  type GetDistributionConfigResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { findDistribution } from './find-distribution.ts';
import { answerWithUnknownElements } from './unknown-elements.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistributionConfig.html */
export const getDistributionConfig: Operation<GetDistributionConfigRequest, GetDistributionConfigResult> = {
  schema: GetDistributionConfig$,
  run({ Id }, context) {
    const { config, etag } = findDistribution(Id, context);
    return { DistributionConfig: config, ETag: etag };
  },
  finishBody: (body, { input }, context) => answerWithUnknownElements(body, findDistribution(input.Id, context)),
};
