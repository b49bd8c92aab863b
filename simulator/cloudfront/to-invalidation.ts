import type { Invalidation, InvalidationSummary } from '@aws-sdk/client-cloudfront';
import type { StoredInvalidation } from './state.ts';

export function toInvalidation(invalidation: StoredInvalidation): Invalidation {
  return { ...toInvalidationSummary(invalidation), InvalidationBatch: invalidation.batch };
}

export function toInvalidationSummary({ id, createTime, status }: StoredInvalidation) {
  return { Id: id, CreateTime: createTime, Status: status } satisfies InvalidationSummary;
}
