import type { Service } from '../core/operation.ts';
import { batchImportFindings } from './batch-import-findings.ts';

export const securityHub: Service = {
  signingName: 'securityhub',
  protocol: 'rest-json',
  shapeNamespace: 'com.amazonaws.securityhub',
  operations: [batchImportFindings],
};
