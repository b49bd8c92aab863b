import {
  CreateOriginRequestPolicy$,
  type CreateOriginRequestPolicyRequest,
  type CreateOriginRequestPolicyResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { acceptOriginRequestPolicy } from './accept-origin-request-policy.ts';
import { originRequestPolicyKind } from './policy-kind.ts';
import { addPolicy } from './policy-operations.ts';
import { cloudFrontOf } from './state.ts';
import { toOriginRequestPolicy } from './to-origin-request-policy.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateOriginRequestPolicy.html */
export const createOriginRequestPolicy: Operation<CreateOriginRequestPolicyRequest, CreateOriginRequestPolicyResult> = {
  schema: CreateOriginRequestPolicy$,
  run(input, context) {
    const config = acceptOriginRequestPolicy(input.OriginRequestPolicyConfig, cloudFrontOf(context));
    const { policy, Location } = addPolicy(originRequestPolicyKind, config, context);
    return { OriginRequestPolicy: toOriginRequestPolicy(policy), Location, ETag: policy.etag };
  },
};
