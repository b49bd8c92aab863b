import type { OperationContext } from '../core/operation.ts';
import type { Ending, Execution } from './state.ts';
import { statusChangeEvent } from './status-change-event.ts';

export type Closing = Ending | { readonly status: 'ABORTED'; readonly error?: string; readonly cause?: string };

/** Closes an execution, and tells its listener. One that is closed stays as it is: a stop and an end may come together. */
export function closeExecution(execution: Execution, closing: Closing, { clock, ids }: OperationContext): void {
  if (execution.status !== 'RUNNING') return;
  execution.status = closing.status;
  execution.stopDate = new Date(clock.now());
  if (closing.status === 'SUCCEEDED') {
    execution.output = closing.output;
  } else {
    execution.error = closing.error;
    execution.cause = closing.cause;
  }
  execution.stateMachine.onStatusChange(statusChangeEvent(execution, ids));
}
