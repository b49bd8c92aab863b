import {
  GetResponseHeadersPolicy$,
  type GetResponseHeadersPolicyRequest,
  type GetResponseHeadersPolicyResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { responseHeadersPolicyKind } from './policy-kind.ts';
import { findPolicy } from './policy-operations.ts';
import { toResponseHeadersPolicy } from './to-response-headers-policy.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetResponseHeadersPolicy.html */
export const getResponseHeadersPolicy: Operation<GetResponseHeadersPolicyRequest, GetResponseHeadersPolicyResult> = {
  schema: GetResponseHeadersPolicy$,
  run({ Id }, context) {
    const policy = findPolicy(responseHeadersPolicyKind, Id, context);
    return { ResponseHeadersPolicy: toResponseHeadersPolicy(policy), ETag: policy.etag };
  },
};
