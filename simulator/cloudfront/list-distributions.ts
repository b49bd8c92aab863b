import {
  ListDistributions$,
  type ListDistributionsRequest,
  type ListDistributionsResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { pageById, toItems } from './page.ts';
import { cloudFrontOf } from './state.ts';
import { toDistributionSummary } from './to-distribution.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html */
export const listDistributions: Operation<ListDistributionsRequest, ListDistributionsResult> = {
  schema: ListDistributions$,
  run(input, context) {
    const { items, maxItems, nextMarker } = pageById(
      cloudFrontOf(context).distributions.values(),
      input,
      context.world,
    );
    return {
      DistributionList: {
        Marker: input.Marker ?? '',
        NextMarker: nextMarker,
        MaxItems: maxItems,
        IsTruncated: nextMarker !== undefined,
        ...toItems(items.map(toDistributionSummary)),
      },
    };
  },
};
