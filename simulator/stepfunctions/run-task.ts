import { types } from 'node:util';
import { ServiceError } from '../core/service-error.ts';
import type { VirtualTime } from '../core/virtual-time.ts';
import type { Interpreter, RuntimeError } from './interpreter.ts';

/**
 * Invokes a Lambda function synchronously. What it throws fails the task: `errorType` is the name of the error and `payload` its cause; a `ServiceError`
 * is one of Lambda's own.
 */
export type TaskInvoker = (functionArn: string, payload: unknown) => Promise<unknown>;

export interface Task {
  readonly resource: string;
  readonly input: unknown;
  readonly timeoutSeconds: number | undefined;
  readonly signal: AbortSignal;
}

export interface TaskTools {
  readonly invoke: TaskInvoker;
  readonly interpreter: Interpreter;
  readonly time: VirtualTime;
}

const OPTIMIZED = 'arn:aws:states:::lambda:invoke';
const MAXIMUM_CAUSE_LENGTH = 32_768;

/** A task that times out, or whose execution ends before it does, goes on in Lambda; what it brings goes nowhere. */
export async function runTask(task: Task, tools: TaskTools): Promise<unknown> {
  const { interpreter, invoke } = tools;
  try {
    return await beforeTimeout(invoked(task, invoke), task, tools);
  } catch (error) {
    throw error instanceof interpreter.RuntimeError ? error : toStateError(error, interpreter);
  }
}

async function invoked({ resource, input }: Task, invoke: TaskInvoker): Promise<unknown> {
  if (resource !== OPTIMIZED) return invoke(unqualified(resource), input);
  const { FunctionName = '', Payload = {} } = input as { FunctionName?: string; Payload?: unknown };
  return { ExecutedVersion: '$LATEST', Payload: await invoke(unqualified(FunctionName), Payload), StatusCode: 200 };
}

function unqualified(functionArn: string): string {
  return functionArn.replace(/:\$LATEST$/, '');
}

async function beforeTimeout<T>(
  work: Promise<T>,
  { timeoutSeconds, signal }: Task,
  { interpreter, time }: TaskTools,
): Promise<T> {
  if (timeoutSeconds === undefined) return work;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const error = Object.assign(new interpreter.StatesTimeoutError(), { message: '' });
  const cancel = time.after(timeoutSeconds, () => reject(error));
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
    signal.removeEventListener('abort', cancel);
  }
}

function toStateError(error: unknown, { RuntimeError }: Interpreter): RuntimeError {
  const [name, cause] = named(error);
  return Object.assign(new RuntimeError(cause.slice(0, MAXIMUM_CAUSE_LENGTH)), { name });
}

function named(error: unknown): readonly [name: string, cause: string] {
  if (error instanceof ServiceError) return [`Lambda.${error.code}`, error.message];
  if (!types.isNativeError(error)) return ['Lambda.Unknown', String(error)];
  const { errorType, payload = error.message } = error as { errorType?: string; payload?: string; message: string };
  if (errorType) return [errorType, payload];
  const sentence = 'The cause could not be determined because Lambda did not return an error type.';
  return ['Lambda.Unknown', `${sentence} Returned payload: ${payload}`];
}
