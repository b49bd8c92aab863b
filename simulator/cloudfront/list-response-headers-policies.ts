import {
  ListResponseHeadersPolicies$,
  type ListResponseHeadersPoliciesRequest,
  type ListResponseHeadersPoliciesResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { responseHeadersPolicyKind } from './policy-kind.ts';
import { pageOfPolicies, toPolicyList } from './policy-operations.ts';
import { toResponseHeadersPolicySummary } from './to-response-headers-policy.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListResponseHeadersPolicies.html */
export const listResponseHeadersPolicies: Operation<
  ListResponseHeadersPoliciesRequest,
  ListResponseHeadersPoliciesResult
> = {
  schema: ListResponseHeadersPolicies$,
  run(input, context) {
    const page = pageOfPolicies(responseHeadersPolicyKind, input, context);
    return { ResponseHeadersPolicyList: toPolicyList(page, toResponseHeadersPolicySummary) };
  },
};
