import { StopExecution$, type StopExecutionInput, type StopExecutionOutput } from '@aws-sdk/client-sfn';
import { constraintViolation } from '../core/constraint-violation.ts';
import type { Operation } from '../core/operation.ts';
import { closeExecution } from './close-execution.ts';
import { findExecution } from './find-by-arn.ts';

const MAXIMUM_ERROR_LENGTH = 256;
const MAXIMUM_CAUSE_LENGTH = 32_768;

export const stopExecution: Operation<StopExecutionInput, StopExecutionOutput> = {
  schema: StopExecution$,
  run({ executionArn, error, cause }, context) {
    checkLength('error', error, MAXIMUM_ERROR_LENGTH);
    checkLength('cause', cause, MAXIMUM_CAUSE_LENGTH);
    const execution = findExecution(executionArn ?? '', context);

    closeExecution(execution, { status: 'ABORTED', error, cause }, context);
    execution.stop();
    return { stopDate: execution.stopDate };
  },
};

function checkLength(member: string, value: string | undefined, maximum: number): void {
  if (value === undefined || value.length <= maximum) return;
  const constraint = `Member must have length less than or equal to ${maximum}`;
  throw constraintViolation('ValidationException', '***Sensitive Data Redacted***', member, constraint);
}
