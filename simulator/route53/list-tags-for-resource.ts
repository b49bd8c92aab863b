import {
  type ListTagsForResourceCommandInput,
  type ListTagsForResourceCommandOutput,
  ListTagsForResource$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation } from '../core/operation.ts';
import { taggedResource } from './tagged-resource.ts';

type Output = Omit<ListTagsForResourceCommandOutput, '$metadata'>;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<ListTagsForResourceCommandInput, Output> = {
  schema,
  run({ ResourceType, ResourceId }, context) {
    const { id, tags } = taggedResource(ResourceType, ResourceId, context);
    return {
      ResourceTagSet: { ResourceType, ResourceId: id, Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) },
    };
  },
};
