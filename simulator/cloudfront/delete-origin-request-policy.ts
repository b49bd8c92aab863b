import { DeleteOriginRequestPolicy$, type DeleteOriginRequestPolicyRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { originRequestPolicyKind } from './policy-kind.ts';
import { removePolicy } from './policy-operations.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteOriginRequestPolicy.html */
export const deleteOriginRequestPolicy: Operation<DeleteOriginRequestPolicyRequest, Record<string, never>> = {
  schema: DeleteOriginRequestPolicy$,
  run: (input, context) => removePolicy(originRequestPolicyKind, input, context),
};
