import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { tagsOfResource } from './tags-of-resource.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResult> = {
  schema: ListTagsForResource$,
  run({ Resource }, context) {
    const tags = tagsOfResource(Resource, context);
    return { Tags: { Items: [...tags].map(([Key, Value]) => ({ Key, Value })) } };
  },
};
