import {
  CreateDistribution$,
  type CreateDistributionRequest,
  type CreateDistributionResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { addDistribution } from './add-distribution.ts';
import { findDistribution } from './find-distribution.ts';
import { answerWithUnknownElements } from './unknown-elements.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html */
export const createDistribution: Operation<CreateDistributionRequest, CreateDistributionResult> = {
  schema: CreateDistribution$,
  run: ({ DistributionConfig }, context) => addDistribution(DistributionConfig, new Map(), context),
  finishBody: (body, { output }, context) =>
    answerWithUnknownElements(body, findDistribution(output.Distribution?.Id, context)),
};
