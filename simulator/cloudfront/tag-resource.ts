import { TagResource$, type TagResourceRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { acceptTags, requireTagQuota } from './accept-tags.ts';
import { requireMembers } from './invalid-argument.ts';
import { cloudFrontOf } from './state.ts';
import { tagsOfResource } from './tags-of-resource.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<TagResourceRequest, Record<string, never>> = {
  schema: TagResource$,
  run(input, context) {
    requireMembers(input, ['Tags']);
    const tags = tagsOfResource(input.Resource, context);
    const added = acceptTags(input.Tags?.Items ?? []);
    requireTagQuota(new Set([...tags.keys(), ...added.keys()]).size, cloudFrontOf(context).quotas.tagsPerResource);

    for (const [key, value] of added) tags.set(key, value);
    return {};
  },
};
