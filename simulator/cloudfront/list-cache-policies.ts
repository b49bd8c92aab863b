import {
  ListCachePolicies$,
  type ListCachePoliciesRequest,
  type ListCachePoliciesResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { cachePolicyKind } from './policy-kind.ts';
import { pageOfPolicies, toPolicyList } from './policy-operations.ts';
import { toCachePolicySummary } from './to-cache-policy.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListCachePolicies.html */
export const listCachePolicies: Operation<ListCachePoliciesRequest, ListCachePoliciesResult> = {
  schema: ListCachePolicies$,
  run(input, context) {
    const page = pageOfPolicies(cachePolicyKind, input, context);
    return { CachePolicyList: toPolicyList(page, toCachePolicySummary) };
  },
};
