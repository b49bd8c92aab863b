import type { Service } from '../core/operation.ts';
import { deleteObject } from './delete-object.ts';
import { getObject } from './get-object.ts';
import { headObject } from './head-object.ts';
import { listObjectsV2 } from './list-objects-v2.ts';
import { putObject } from './put-object.ts';

export const s3: Service = {
  signingName: 's3',
  protocol: 's3',
  xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  shapeNamespace: 'com.amazonaws.s3',
  operations: [deleteObject, getObject, headObject, listObjectsV2, putObject],
};
