import { GetCachePolicy$, type GetCachePolicyRequest, type GetCachePolicyResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { cachePolicyKind } from './policy-kind.ts';
import { findPolicy } from './policy-operations.ts';
import { toCachePolicy } from './to-cache-policy.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetCachePolicy.html */
export const getCachePolicy: Operation<GetCachePolicyRequest, GetCachePolicyResult> = {
  schema: GetCachePolicy$,
  run({ Id }, context) {
    const policy = findPolicy(cachePolicyKind, Id, context);
    return { CachePolicy: toCachePolicy(policy), ETag: policy.etag };
  },
};
