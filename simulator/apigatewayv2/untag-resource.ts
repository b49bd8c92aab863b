import { UntagResource$, type UntagResourceRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { required } from './required.ts';
import { checkTaggedResource } from './tagged-resource.ts';
import { removeTags } from './tags.ts';

export const untagResource: Operation<UntagResourceRequest, object> = {
  schema: UntagResource$,
  run(input, context) {
    const arn = required(input.ResourceArn, 'ResourceArn');
    checkTaggedResource(context, arn);

    removeTags(context, arn, required(input.TagKeys, 'TagKeys'));
    return {};
  },
};
