import type { OperationContext } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { badRequest } from './refusals.ts';

const MAXIMUM_TAGS = 50;

export function tagsOf(context: OperationContext, arn: string): Record<string, string> {
  return Object.fromEntries(context.world.state(resourceTags, context.account).get(arn) ?? []);
}

export function checkTags(context: OperationContext, arn: string, tags: Record<string, string> = {}): void {
  for (const [key, value] of Object.entries(tags)) {
    if (key.length === 0 || key.length > 128 || value.length > 256) {
      throw badRequest('Tag keys must be between 1 and 128 characters, tag values at most 256 characters');
    }
    if (key.toLowerCase().startsWith('aws:')) {
      throw badRequest('aws: prefixed tag key names are not allowed for external use.');
    }
  }
  if (Object.keys({ ...tagsOf(context, arn), ...tags }).length > MAXIMUM_TAGS) {
    throw badRequest(`A resource may have at most ${MAXIMUM_TAGS} tags`);
  }
}

export function addTags(context: OperationContext, arn: string, tags: Record<string, string> = {}): void {
  // A resource that never had a tag is unknown to the tagging API.
  if (Object.keys(tags).length === 0) {
    return;
  }
  const all = context.world.state(resourceTags, context.account);
  all.set(arn, new Map([...(all.get(arn) ?? []), ...Object.entries(tags)]));
}

export function removeTags(context: OperationContext, arn: string, keys: readonly string[]): void {
  const tags = context.world.state(resourceTags, context.account).get(arn);
  for (const key of keys) {
    tags?.delete(key);
  }
}

export function forgetTags(context: OperationContext, arn: string): void {
  context.world.state(resourceTags, context.account).delete(arn);
}
