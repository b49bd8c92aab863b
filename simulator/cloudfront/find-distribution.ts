import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { cloudFrontOf, type StoredDistribution } from './state.ts';

export function findDistribution(id: string | undefined, context: OperationContext): StoredDistribution {
  const distribution = cloudFrontOf(context).distributions.get(id ?? '');
  if (distribution !== undefined) return distribution;
  throw new ServiceError('NoSuchDistribution', 404, 'The specified distribution does not exist.');
}
