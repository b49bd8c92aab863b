import {
  CreateResponseHeadersPolicy$,
  type CreateResponseHeadersPolicyRequest,
  type CreateResponseHeadersPolicyResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { acceptResponseHeadersPolicy } from './accept-response-headers-policy.ts';
import { responseHeadersPolicyKind } from './policy-kind.ts';
import { addPolicy } from './policy-operations.ts';
import { toResponseHeadersPolicy } from './to-response-headers-policy.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateResponseHeadersPolicy.html */
export const createResponseHeadersPolicy: Operation<
  CreateResponseHeadersPolicyRequest,
  CreateResponseHeadersPolicyResult
> = {
  schema: CreateResponseHeadersPolicy$,
  run(input, context) {
    const config = acceptResponseHeadersPolicy(input.ResponseHeadersPolicyConfig);
    const { policy, Location } = addPolicy(responseHeadersPolicyKind, config, context);
    return { ResponseHeadersPolicy: toResponseHeadersPolicy(policy), Location, ETag: policy.etag };
  },
};
