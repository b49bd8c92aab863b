import type { Interpreter } from './interpreter.ts';
import type { Ending } from './state.ts';

/** How an execution failed, by what the interpreter throws; undefined for one that was stopped: whoever stops it knows how it ended. */
export function endingOf(error: unknown, interpreter: Interpreter): Ending | undefined {
  if (error instanceof interpreter.ExecutionAbortedError) return undefined;
  const isTimeout = error instanceof interpreter.ExecutionTimeoutError;
  return isTimeout
    ? { status: 'TIMED_OUT', error: 'States.Timeout' }
    : { status: 'FAILED', ...reasonOf((error as Error).cause as Error) };
}

/** A Fail state may name no error and no cause; the interpreter makes some up. */
function reasonOf({ name, message }: Error): { readonly error?: string; readonly cause?: string } {
  return {
    ...(name !== 'FailStateError' && { error: name }),
    ...(message !== '' && message !== 'Execution failed because of a Fail state' && { cause: message }),
  };
}
