import type { Service } from '../core/operation.ts';
import { listSubscriptions } from './list-subscriptions.ts';
import { SHAPE_NAMESPACE } from './schemas.ts';

export const pricingPlanManager: Service = {
  signingName: 'pricingplanmanager',
  protocol: 'rest-json',
  shapeNamespace: SHAPE_NAMESPACE,
  operations: [listSubscriptions],
};
