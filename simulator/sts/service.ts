import type { Service } from '../core/operation.ts';
import { assumeRole } from './assume-role.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

export const sts: Service = {
  signingName: 'sts',
  protocol: 'query',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  shapeNamespace: 'com.amazonaws.sts',
  operations: [assumeRole, getCallerIdentity],
};
