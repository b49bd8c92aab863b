import type { Service } from '../core/operation.ts';
import { listRegions } from './list-regions.ts';

export const account: Service = {
  signingName: 'account',
  protocol: 'rest-json',
  shapeNamespace: 'com.amazonaws.account',
  operations: [listRegions],
};
