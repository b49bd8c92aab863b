/**
 * The other side of invokeFunction: the process that stands for Lambda's. Loads the bundle, calls the handler once, answers.
 */
import { createRequire } from 'node:module';
import type { Context } from 'aws-lambda';
import type { Invocation, InvocationReply } from './invoke-function.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

process.once('message', (invocation: Invocation) => {
  run(invocation).then(answer, (error: unknown) => answer(toReply(error)));
});

async function run(invocation: Invocation): Promise<InvocationReply> {
  const load = createRequire(invocation.file);
  const exported: Readonly<Record<string, unknown>> = load(invocation.file);
  const handler = exported[invocation.exportName];
  if (!isHandler(handler)) throw new Error(`${invocation.exportName} is undefined or not exported`);
  return { kind: 'result', value: await handler(invocation.event, createContext(invocation)) };
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

function createContext({ awsRequestId, timeoutSeconds }: Invocation): Context {
  const { AWS_LAMBDA_FUNCTION_NAME: functionName = '', AWS_REGION, ...environment } = process.env;
  const deadline = Date.now() + timeoutSeconds * 1000;
  const unsupported = () => {
    throw new Error('callbacks: not supported by nodejs24.x; return a promise');
  };
  return {
    awsRequestId,
    functionName,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION ?? '',
    invokedFunctionArn: `arn:aws:lambda:${AWS_REGION}:123456789012:function:${functionName}`,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? '',
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}

function toReply(error: unknown): InvocationReply {
  if (!(error instanceof Error)) return { kind: 'error', errorType: 'Error', errorMessage: String(error), trace: [] };
  return { kind: 'error', errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}

function answer(reply: InvocationReply): void {
  process.send?.(reply);
}
