import { DeleteCachePolicy$, type DeleteCachePolicyRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { cachePolicyKind } from './policy-kind.ts';
import { removePolicy } from './policy-operations.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteCachePolicy.html */
export const deleteCachePolicy: Operation<DeleteCachePolicyRequest, Record<string, never>> = {
  schema: DeleteCachePolicy$,
  run: (input, context) => removePolicy(cachePolicyKind, input, context),
};
