import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { isCovered } from '../pricing-plan-manager/state.ts';
import { invalidArgument } from './invalid-argument.ts';
import type { StoredDistribution } from './state.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToDeleteDistribution.html */
export function requireNoPricingPlan({ arn }: StoredDistribution, { world, account }: OperationContext): void {
  if (!isCovered(world, account, arn)) return;
  throw new ServiceError(
    'PreconditionFailed',
    412,
    "You can't delete this distribution while it's subscribed to a pricing plan. Cancel the pricing plan, then you can delete the distribution.",
  );
}

/** A plan comes with its web ACL. */
export function requireWebAclOfPricingPlan(
  { arn, config }: StoredDistribution,
  { WebACLId }: DistributionConfig,
  { world, account }: OperationContext,
): void {
  if ((WebACLId ?? '') === (config.WebACLId ?? '') || !isCovered(world, account, arn)) return;
  throw invalidArgument(
    "You can't remove or replace the web ACL for your distribution. Distributions with a pricing plan subscription must have a web ACL resource.",
  );
}
