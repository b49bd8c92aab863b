import type { Service } from '../core/operation.ts';
import { publish } from './publish.ts';

export const sns: Service = {
  signingName: 'sns',
  protocol: 'query',
  xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  shapeNamespace: 'com.amazonaws.sns',
  operations: [publish],
};
