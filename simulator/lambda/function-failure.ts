import { types } from 'node:util';
import type { FunctionFailure, Invocation } from './invocation.ts';

/** What the Node.js runtime reports of something thrown; the trace is its first line only, so that it is the same on every machine. */
export function thrown(error: unknown): FunctionFailure {
  if (!types.isNativeError(error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  const { name, message } = error;
  return { ...(name && { errorType: name }), errorMessage: message, trace: [`${name}: ${message}`] };
}

export function timedOut({ requestId }: Invocation, timeoutSeconds: number): FunctionFailure {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
  return { errorType: 'Sandbox.Timedout', errorMessage };
}

export function exited({ requestId }: Invocation): FunctionFailure {
  const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
  return { errorType: 'Runtime.ExitError', errorMessage };
}

export function tooLarge(maximum: number): FunctionFailure {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${maximum} bytes).`;
  return { errorType: 'Function.ResponseSizeTooLarge', errorMessage };
}

export function notSerializable(error: unknown): FunctionFailure {
  return { ...thrown(error), errorType: 'Runtime.MarshalError' };
}
