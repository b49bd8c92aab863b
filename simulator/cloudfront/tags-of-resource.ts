import type { OperationContext } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { ServiceError } from '../core/service-error.ts';
import { invalidArgument } from './invalid-argument.ts';
import { cloudFrontOf } from './state.ts';

const ARN = /^arn:aws:cloudfront::\d{12}:[a-z-]+\/[A-Za-z0-9-]+$/;

/** The tags of the distribution that `arn` names, to be read or changed. */
export function tagsOfResource(arn: string | undefined, context: OperationContext): Map<string, string> {
  if (arn === undefined || !ARN.test(arn)) throw invalidArgument('The parameter Resource is not a valid ARN.');
  const distribution = cloudFrontOf(context).distributions.get(arn.slice(arn.indexOf('/') + 1));
  if (distribution?.arn !== arn) {
    throw new ServiceError('NoSuchResource', 404, 'A resource that was specified is not valid.');
  }
  const all = context.world.state(resourceTags, context.account);
  const tags = all.get(arn) ?? new Map<string, string>();
  all.set(arn, tags);
  return tags;
}
