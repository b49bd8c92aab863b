import type { StateKey } from './world.ts';

/**
 * Tags of every taggable resource of an account: ARN → key → value. The operations that create, tag and delete a resource
 * write here; the Resource Groups Tagging API reads it. It is kept per account, without a Region: the ARN carries one.
 * A resource that never had a tag has no entry; one that lost its tags keeps an empty one; a deleted one goes.
 */
export const resourceTags: StateKey<Map<string, Map<string, string>>> = {
  name: 'resource-tags',
  create: () => new Map(),
};
