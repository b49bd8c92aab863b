import {
  GetOriginRequestPolicy$,
  type GetOriginRequestPolicyRequest,
  type GetOriginRequestPolicyResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { originRequestPolicyKind } from './policy-kind.ts';
import { findPolicy } from './policy-operations.ts';
import { toOriginRequestPolicy } from './to-origin-request-policy.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetOriginRequestPolicy.html */
export const getOriginRequestPolicy: Operation<GetOriginRequestPolicyRequest, GetOriginRequestPolicyResult> = {
  schema: GetOriginRequestPolicy$,
  run({ Id }, context) {
    const policy = findPolicy(originRequestPolicyKind, Id, context);
    return { OriginRequestPolicy: toOriginRequestPolicy(policy), ETag: policy.etag };
  },
};
