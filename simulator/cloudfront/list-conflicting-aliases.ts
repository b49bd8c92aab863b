import {
  ListConflictingAliases$,
  type ListConflictingAliasesRequest,
  type ListConflictingAliasesResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation } from '../core/operation.ts';
import { conflictsWith } from './alternate-domain-name-conflicts.ts';
import { findDistribution } from './find-distribution.ts';
import { pageById, toItems } from './page.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListConflictingAliases.html */
export const listConflictingAliases: Operation<ListConflictingAliasesRequest, ListConflictingAliasesResult> = {
  schema: ListConflictingAliases$,
  run(input, context) {
    const distribution = findDistribution(input.DistributionId, context);
    const conflicts = conflictsWith(input.Alias, distribution, context);
    const { items, maxItems, nextMarker } = pageById(conflicts, input, context.world);
    return {
      ConflictingAliasesList: {
        NextMarker: nextMarker,
        MaxItems: maxItems,
        ...toItems(
          items.map(({ id, distributionId, account }) => ({
            Alias: id,
            DistributionId: distributionId,
            AccountId: account,
          })),
        ),
      },
    };
  },
};
