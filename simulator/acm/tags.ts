import type { Tag } from '@aws-sdk/client-acm';
import type { OperationContext } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { ServiceError } from '../core/service-error.ts';
import { violation } from './refusals.ts';

const maxTags = 50;

/** Refuses tags that could not be added to those that are there. */
export function checkTags(tags: readonly Tag[], present: ReadonlyMap<string, string>): void {
  for (const { Key = '', Value = '' } of tags) {
    if (Key === '') throw violation(Key, 'tags.1.member.key', 'Member must have length greater than or equal to 1');
    if (Key.length > 128)
      throw violation(Key, 'tags.1.member.key', 'Member must have length less than or equal to 128');
    if (Value.length > 256) {
      throw violation(Value, 'tags.1.member.value', 'Member must have length less than or equal to 256');
    }
    if (/^aws:/i.test(Key)) {
      throw new ServiceError('InvalidTagException', 400, `The tag key ${Key} uses the reserved prefix aws:`);
    }
  }
  const keys = new Set([...present.keys(), ...tags.map(({ Key = '' }) => Key)]);
  if (keys.size > maxTags) {
    throw new ServiceError('TooManyTagsException', 400, `A certificate can have up to ${maxTags} tags`);
  }
}

export function tagsOf(arn: string, { world, account }: OperationContext): ReadonlyMap<string, string> {
  return world.state(resourceTags, account).get(arn) ?? new Map();
}

export function addTags(arn: string, tags: readonly Tag[], context: OperationContext): void {
  if (tags.length === 0) return;
  const added = tags.map(({ Key = '', Value = '' }) => [Key, Value] as const);
  context.world.state(resourceTags, context.account).set(arn, new Map([...tagsOf(arn, context), ...added]));
}
