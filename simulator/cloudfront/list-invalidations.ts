import {
  ListInvalidations$,
  type ListInvalidationsRequest,
  type ListInvalidationsResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { findDistribution } from './find-distribution.ts';
import { pageInOrder, toItems } from './page.ts';
import { toInvalidationSummary } from './to-invalidation.ts';

/** Newest first. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListInvalidations.html */
export const listInvalidations: Operation<ListInvalidationsRequest, ListInvalidationsResult> = {
  schema: ListInvalidations$,
  run(input, context) {
    const { invalidations } = findDistribution(input.DistributionId, context);
    const { items, maxItems, nextMarker } = pageInOrder([...invalidations.values()].reverse(), input, context.world);
    return {
      InvalidationList: {
        Marker: input.Marker ?? '',
        NextMarker: nextMarker,
        MaxItems: maxItems,
        IsTruncated: nextMarker !== undefined,
        ...toItems(items.map(toInvalidationSummary)),
      },
    };
  },
};
