import {
  type DistributionResourceId,
  ListDomainConflicts$,
  type ListDomainConflictsRequest,
  type ListDomainConflictsResult,
} from '@aws-sdk/client-cloudfront';
import type { Operation, OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { conflictsWith } from './alternate-domain-name-conflicts.ts';
import { invalidArgument, requireMembers } from './invalid-argument.ts';
import { pageById } from './page.ts';
import { cloudFrontOf, type StoredDistribution } from './state.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDomainConflicts.html */
export const listDomainConflicts: Operation<ListDomainConflictsRequest, ListDomainConflictsResult> = {
  schema: ListDomainConflicts$,
  run(input, context) {
    requireMembers(input, ['Domain', 'DomainControlValidationResource']);
    const distribution = findResource(input.DomainControlValidationResource, context);
    const conflicts = conflictsWith(input.Domain, distribution, context);
    const { items, nextMarker } = pageById(conflicts, input, context.world);
    return {
      DomainConflicts: items.map(({ id, distributionId, account }) => ({
        Domain: id,
        ResourceType: 'distribution',
        ResourceId: distributionId,
        AccountId: account,
      })),
      NextMarker: nextMarker,
    };
  },
};

/** No distribution tenant exists here, so naming one is naming nothing. */
function findResource(resource: DistributionResourceId | undefined, context: OperationContext): StoredDistribution {
  const { DistributionId, DistributionTenantId } = resource ?? {};
  if ((DistributionId === undefined) === (DistributionTenantId === undefined)) {
    throw invalidArgument('Specify either DistributionId or DistributionTenantId.');
  }
  const distribution = cloudFrontOf(context).distributions.get(DistributionId ?? '');
  if (distribution !== undefined) return distribution;
  throw new ServiceError('EntityNotFound', 404, 'The entity was not found.');
}
