import type { Service } from '../core/operation.ts';
import { getResources } from './get-resources.ts';

export const tagging: Service = {
  signingName: 'tagging',
  protocol: 'json-1.1',
  serviceTarget: 'ResourceGroupsTaggingAPI_20170126',
  shapeNamespace: 'com.amazonaws.resourcegroupstaggingapi',
  operations: [getResources],
};
