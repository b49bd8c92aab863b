import { TagResource$, type TagResourceRequest, type TagResourceResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { required } from './required.ts';
import { checkTaggedResource } from './tagged-resource.ts';
import { addTags, checkTags } from './tags.ts';

export const tagResource: Operation<TagResourceRequest, TagResourceResponse> = {
  schema: TagResource$,
  run(input, context) {
    const arn = required(input.ResourceArn, 'ResourceArn');
    checkTaggedResource(context, arn);
    checkTags(context, arn, required(input.Tags, 'Tags'));

    addTags(context, arn, input.Tags);
    return {};
  },
};
