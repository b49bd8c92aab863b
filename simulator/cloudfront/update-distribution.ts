import {
  UpdateDistribution$,
  type UpdateDistributionRequest,
  type UpdateDistributionResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { acceptDistributionConfig } from './accept-distribution-config.ts';
import { requireFreeAlternateDomainNames } from './alternate-domain-name-rules.ts';
import { deploy } from './deploy.ts';
import { findDistribution } from './find-distribution.ts';
import { requireIfMatch } from './if-match.ts';
import { requireWebAclOfPricingPlan } from './pricing-plan-rules.ts';
import { illegalUpdate, requireMembersOnUpdate } from './required-members.ts';
import { holdSharedNames, releaseSharedNames } from './shared-names.ts';
import { toDistribution } from './to-distribution.ts';
import { answerWithUnknownElements, sentUnknownElements } from './unknown-elements.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html */
export const updateDistribution: Operation<UpdateDistributionRequest, UpdateDistributionResult> = {
  schema: UpdateDistribution$,
  run({ Id, IfMatch, DistributionConfig: sent }, context) {
    const distribution = findDistribution(Id, context);
    requireIfMatch(IfMatch, distribution.etag);
    if (sent !== undefined) requireMembersOnUpdate(sent);
    const config = acceptDistributionConfig(sent, context, distribution);
    if (config.CallerReference !== distribution.config.CallerReference) {
      throw illegalUpdate('You cannot update Origin or CallerReference.');
    }
    requireWebAclOfPricingPlan(distribution, config, context);
    requireFreeAlternateDomainNames(config.Aliases?.Items ?? [], context, distribution);

    releaseSharedNames(distribution, context);
    deploy(distribution, config, context);
    distribution.unknownElements = sentUnknownElements(context);
    holdSharedNames(distribution, context);
    return { Distribution: toDistribution(distribution), ETag: distribution.etag };
  },
  finishBody: (body, { input }, context) => answerWithUnknownElements(body, findDistribution(input.Id, context)),
};
