import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type BuiltFunction, handlerLocation } from './build-function.ts';
import type { DeclaredFunction } from './template.ts';

/** What the parent sends to run-handler.ts. */
export interface Invocation {
  readonly file: string;
  readonly exportName: string;
  readonly event: unknown;
  readonly awsRequestId: string;
  readonly timeoutSeconds: number;
}

/** What Lambda answers: the handler's result, or its error in Lambda's form. */
export type InvocationReply =
  | { readonly kind: 'result'; readonly value: unknown }
  | {
      readonly kind: 'error';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace: readonly string[];
    };

/**
 * Runs a built function once in a process of its own, as Lambda does: only `environment` is visible, whatever it prints goes to `log`,
 * and it is stopped when its time is up or its answer is there.
 */
export function invokeFunction(
  declared: DeclaredFunction,
  built: BuiltFunction,
  options: {
    readonly event: unknown;
    readonly environment: Readonly<Record<string, string>>;
    readonly runner: string;
    readonly log: NodeJS.WritableStream;
  },
): Promise<InvocationReply> {
  const { file, exportName } = handlerLocation(declared);
  const child = fork(options.runner, {
    env: { ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  child.stdout?.pipe(options.log, { end: false });
  child.stderr?.pipe(options.log, { end: false });

  return new Promise((answer) => {
    let reply: InvocationReply | undefined;
    const stop = (answered: InvocationReply) => {
      reply = answered;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop(timedOut(declared.timeoutSeconds)), declared.timeoutSeconds * 1000);
    child.once('message', stop);
    child.once('close', (code) => {
      clearTimeout(timer);
      answer(reply ?? runtimeError('Runtime.ExitError', `the function ended without an answer, exit status ${code}`));
    });
    child.send({
      file: join(built.folder, file),
      exportName,
      event: options.event,
      awsRequestId: randomUUID(),
      timeoutSeconds: declared.timeoutSeconds,
    } satisfies Invocation);
  });
}

function timedOut(seconds: number): InvocationReply {
  return runtimeError('Sandbox.Timedout', `Task timed out after ${seconds.toFixed(2)} seconds`);
}

function runtimeError(errorType: string, errorMessage: string): InvocationReply {
  return { kind: 'error', errorType, errorMessage, trace: [] };
}
