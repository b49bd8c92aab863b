import { DescribeExecution$, type DescribeExecutionInput, type DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { constraintViolation } from '../core/constraint-violation.ts';
import type { Operation } from '../core/operation.ts';
import { findExecution } from './find-by-arn.ts';
import type { Execution } from './state.ts';

export const describeExecution: Operation<DescribeExecutionInput, DescribeExecutionOutput> = {
  schema: DescribeExecution$,
  run({ executionArn, includedData = 'ALL_DATA' }, context) {
    if (includedData !== 'ALL_DATA' && includedData !== 'METADATA_ONLY') {
      const constraint = 'Member must satisfy enum value set: [ALL_DATA, METADATA_ONLY]';
      throw constraintViolation('ValidationException', includedData, 'includedData', constraint);
    }
    const execution = findExecution(executionArn ?? '', context);
    const { stateMachineArn, name, status, startDate, stopDate } = execution;
    return {
      executionArn: execution.executionArn,
      stateMachineArn,
      name,
      status,
      startDate,
      stopDate,
      redriveCount: 0,
      ...redrive(execution),
      ...(includedData === 'ALL_DATA' && dataOf(execution)),
    };
  },
};

function dataOf({ input, output, error, cause }: Execution) {
  const outputDetails = output === undefined ? undefined : { included: true };
  return { input, inputDetails: { included: true }, output, outputDetails, error, cause };
}

function redrive({ status }: Execution): Pick<DescribeExecutionOutput, 'redriveStatus' | 'redriveStatusReason'> {
  if (status !== 'RUNNING' && status !== 'SUCCEEDED') return { redriveStatus: 'REDRIVABLE' };
  return {
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: `Execution is ${status} and cannot be redriven`,
  };
}
