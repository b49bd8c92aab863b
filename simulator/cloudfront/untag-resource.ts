import { UntagResource$, type UntagResourceRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { requireTagKeys } from './accept-tags.ts';
import { requireMembers } from './invalid-argument.ts';
import { tagsOfResource } from './tags-of-resource.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<UntagResourceRequest, Record<string, never>> = {
  schema: UntagResource$,
  run(input, context) {
    requireMembers(input, ['TagKeys']);
    const tags = tagsOfResource(input.Resource, context);
    const keys = input.TagKeys?.Items ?? [];
    requireTagKeys(keys);

    for (const key of keys) tags.delete(key);
    return {};
  },
};
