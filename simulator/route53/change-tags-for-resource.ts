import {
  type ChangeTagsForResourceCommandInput,
  type ChangeTagsForResourceCommandOutput,
  ChangeTagsForResource$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { invalidInput } from './invalid-input.ts';
import { taggedResource } from './tagged-resource.ts';

type Output = Omit<ChangeTagsForResourceCommandOutput, '$metadata'>;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeTagsForResource.html */
export const changeTagsForResource: Operation<ChangeTagsForResourceCommandInput, Output> = {
  schema,
  run({ ResourceType, ResourceId, AddTags, RemoveTagKeys }, context) {
    const { arn, tags } = taggedResource(ResourceType, ResourceId, context);
    if (AddTags === undefined && RemoveTagKeys === undefined)
      throw invalidInput('You must specify at least one of AddTags and RemoveTagKeys.');
    const changed = new Map(tags);
    for (const key of RemoveTagKeys ?? []) changed.delete(key);
    for (const { Key = '', Value = '' } of AddTags ?? []) changed.set(Key, Value);
    context.world.state(resourceTags, context.account).set(arn, changed);
    return {};
  },
};
