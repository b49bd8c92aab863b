import type { Service } from '../core/operation.ts';
import { describeExecution } from './describe-execution.ts';
import { listExecutions } from './list-executions.ts';
import { startExecution } from './start-execution.ts';
import { stopExecution } from './stop-execution.ts';

export const stepFunctions: Service = {
  signingName: 'states',
  protocol: 'json-1.0',
  serviceTarget: 'AWSStepFunctions',
  shapeNamespace: 'com.amazonaws.sfn',
  operations: [describeExecution, listExecutions, startExecution, stopExecution],
};
