import type { VirtualTime } from '../core/virtual-time.ts';
import { exited, notSerializable, thrown, timedOut, tooLarge } from './function-failure.ts';
import type {
  FunctionFailure,
  Handler,
  Invocation,
  InvocationContext,
  InvocationOutcome,
  Mishap,
} from './invocation.ts';

/** 6 MB and a little: what the runtime may answer. */
const MAXIMUM_ANSWER_BYTES = 6_291_556;

export interface RunnableFunction {
  readonly handler: Handler;
  readonly timeoutSeconds: number;
}

/** One attempt, with whatever befalls it. */
export async function runInvocation(
  { handler, timeoutSeconds }: RunnableFunction,
  invocation: Invocation,
  mishap: Mishap | undefined,
  time: VirtualTime,
): Promise<InvocationOutcome> {
  switch (mishap) {
    case 'throttled':
      return { kind: 'refused', code: 'TooManyRequestsException' };
    case 'service-error':
      return { kind: 'refused', code: 'ServiceException' };
    case 'crash-before':
      return failed(exited(invocation));
    default: {
      const outcome = await runWithTimeout(handler, timeoutSeconds, invocation, time);
      return mishap === 'crash-after' ? failed(exited(invocation)) : outcome;
    }
  }
}

/** A handler that is given up at its timeout runs on: nothing can freeze it. What it answers goes nowhere. */
async function runWithTimeout(
  handler: Handler,
  timeoutSeconds: number,
  invocation: Invocation,
  time: VirtualTime,
): Promise<InvocationOutcome> {
  const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<InvocationOutcome>();
  const cancel = time.after(timeoutSeconds, () => giveUp(failed(timedOut(invocation, timeoutSeconds))));
  const context = contextOf(invocation, time.clock.now() + timeoutSeconds * 1000, time);
  const ended = time
    .run(async () => handler(JSON.parse(invocation.payload) as never, context as never))
    .then(answered, (error) => failed(thrown(error)));
  try {
    return await Promise.race([ended, givenUp]);
  } finally {
    cancel();
  }
}

function contextOf(
  { functionArn, requestId }: Invocation,
  deadline: number,
  { clock }: VirtualTime,
): InvocationContext {
  const functionName = functionArn.split(':')[6] ?? '';
  return {
    awsRequestId: requestId,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `${new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]simulated`,
    getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now()),
  };
}

function answered(result: unknown): InvocationOutcome {
  try {
    const payload = JSON.stringify(result) ?? 'null';
    const isTooLarge = Buffer.byteLength(payload) > MAXIMUM_ANSWER_BYTES;
    return isTooLarge ? failed(tooLarge(MAXIMUM_ANSWER_BYTES)) : { kind: 'answered', payload };
  } catch (error) {
    return failed(notSerializable(error));
  }
}

function failed(failure: FunctionFailure): InvocationOutcome {
  return { kind: 'failed', failure };
}
