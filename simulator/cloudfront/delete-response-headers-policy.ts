import { DeleteResponseHeadersPolicy$, type DeleteResponseHeadersPolicyRequest } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { responseHeadersPolicyKind } from './policy-kind.ts';
import { removePolicy } from './policy-operations.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteResponseHeadersPolicy.html */
export const deleteResponseHeadersPolicy: Operation<DeleteResponseHeadersPolicyRequest, Record<string, never>> = {
  schema: DeleteResponseHeadersPolicy$,
  run: (input, context) => removePolicy(responseHeadersPolicyKind, input, context),
};
