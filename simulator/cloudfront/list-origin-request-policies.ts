import {
  ListOriginRequestPolicies$,
  type ListOriginRequestPoliciesRequest,
  type ListOriginRequestPoliciesResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { originRequestPolicyKind } from './policy-kind.ts';
import { pageOfPolicies, toPolicyList } from './policy-operations.ts';
import { toOriginRequestPolicySummary } from './to-origin-request-policy.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListOriginRequestPolicies.html */
export const listOriginRequestPolicies: Operation<ListOriginRequestPoliciesRequest, ListOriginRequestPoliciesResult> = {
  schema: ListOriginRequestPolicies$,
  run(input, context) {
    const page = pageOfPolicies(originRequestPolicyKind, input, context);
    return { OriginRequestPolicyList: toPolicyList(page, toOriginRequestPolicySummary) };
  },
};
