import {
  CreateCachePolicy$,
  type CreateCachePolicyRequest,
  type CreateCachePolicyResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { acceptCachePolicy } from './accept-cache-policy.ts';
import { cachePolicyKind } from './policy-kind.ts';
import { addPolicy } from './policy-operations.ts';
import { toCachePolicy } from './to-cache-policy.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateCachePolicy.html */
export const createCachePolicy: Operation<CreateCachePolicyRequest, CreateCachePolicyResult> = {
  schema: CreateCachePolicy$,
  run(input, context) {
    const config = acceptCachePolicy(input.CachePolicyConfig);
    const { policy, Location } = addPolicy(cachePolicyKind, config, context);
    return { CachePolicy: toCachePolicy(policy), Location, ETag: policy.etag };
  },
};
