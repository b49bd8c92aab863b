import type { StateKey } from '../core/world.ts';

/**
 * Who uses a certificate: certificate ARN → ARNs of the resources. Kept per account; CloudFront and API Gateway write it,
 * ACM reads it for `InUse`, `InUseBy` and to refuse a deletion.
 */
export const certificateUse: StateKey<Map<string, Set<string>>> = {
  name: 'certificate-use',
  create: () => new Map(),
};
