import {
  CreateDistributionWithTags$,
  type CreateDistributionWithTagsRequest,
  type CreateDistributionWithTagsResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { acceptTags, requireTagQuota } from './accept-tags.ts';
import { addDistribution } from './add-distribution.ts';
import { findDistribution } from './find-distribution.ts';
import { requireMembers } from './invalid-argument.ts';
import { cloudFrontOf } from './state.ts';
import { answerWithUnknownElements } from './unknown-elements.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionWithTags.html */
export const createDistributionWithTags: Operation<
  CreateDistributionWithTagsRequest,
  CreateDistributionWithTagsResult
> = {
  schema: CreateDistributionWithTags$,
  run({ DistributionConfigWithTags: sent }, context) {
    requireMembers(sent, ['DistributionConfig', 'Tags']);
    const tags = acceptTags(sent?.Tags?.Items ?? []);
    requireTagQuota(tags.size, cloudFrontOf(context).quotas.tagsPerResource);
    return addDistribution(sent?.DistributionConfig, tags, context);
  },
  finishBody: (body, { output }, context) =>
    answerWithUnknownElements(body, findDistribution(output.Distribution?.Id, context)),
};
