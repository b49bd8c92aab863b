import { GetTags$, type GetTagsRequest, type GetTagsResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { required } from './required.ts';
import { checkTaggedResource } from './tagged-resource.ts';
import { tagsOf } from './tags.ts';

export const getTags: Operation<GetTagsRequest, GetTagsResponse> = {
  schema: GetTags$,
  run(input, context) {
    const arn = required(input.ResourceArn, 'ResourceArn');
    checkTaggedResource(context, arn);
    return { Tags: tagsOf(context, arn) };
  },
};
