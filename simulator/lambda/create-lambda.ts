/** AWS Lambda without its API: functions are handlers in this process, invoked as Lambda invokes them, in simulated time. */
import { createIds, type Ids } from '../core/ids.ts';
import { ServiceError } from '../core/service-error.ts';
import type { VirtualTime } from '../core/virtual-time.ts';
import { type AsyncConfig, type CheckedAsyncConfig, checkAsyncConfig, requireWithin } from './async-config.ts';
import { deliverEvent, type QueuedEvent } from './deliver-event.ts';
import type { Handler, Invocation, InvocationOutcome, Mishap } from './invocation.ts';
import { InvocationError } from './invocation-error.ts';
import { type RunnableFunction, runInvocation } from './run-invocation.ts';

const MAXIMUM_EVENT_BYTES = 1_048_576;
const MAXIMUM_REQUEST_BYTES = 6_291_456;

export interface FunctionSettings {
  readonly handler: Handler;
  /** @default 3 */
  readonly timeoutSeconds?: number;
  readonly asyncConfig?: AsyncConfig;
}

/** Says what befalls an invocation, if anything. */
export type Intervention = (invocation: Invocation) => Mishap | undefined;

export interface Lambda {
  declare(functionArn: string, settings: FunctionSettings): void;
  /** Queues an event; its first attempt begins once nobody is at work. Answers the request id. */
  invokeAsync(functionArn: string, event: unknown): string;
  /** Answers what the handler answers, or throws `InvocationError`. Inside `time.run` it is waited for with `time.awaiting`. */
  invokeSync(functionArn: string, payload: unknown): Promise<unknown>;
  /** The process of the next invocation dies. */
  crashNext(functionArn: string, crash: { readonly at: 'before' | 'after' }): void;
  /** The next event of this function is delivered twice, the second time so much later. */
  duplicateNext(functionArn: string, afterSeconds?: number): void;
  /** Asks before every invocation; the result ends that. The first intervention that says something wins. */
  intervene(intervention: Intervention): () => void;
  /** Every attempt since the start. */
  invocations(): readonly Invocation[];
}

export interface LambdaOptions {
  readonly time: VirtualTime;
  /** Where request ids come from. */
  readonly ids?: Ids;
}

interface DeclaredFunction extends RunnableFunction {
  readonly asyncConfig: CheckedAsyncConfig;
}

export function createLambda({ time, ids = createIds(1) }: LambdaOptions): Lambda {
  const functions = new Map<string, DeclaredFunction>();
  const invocations: Invocation[] = [];
  const interventions = new Set<Intervention>();
  const duplicates = new Map<string, number[]>();

  const find = (functionArn: string) => {
    const found = functions.get(functionArn);
    if (found) return found;
    throw new ServiceError('ResourceNotFoundException', 404, `Function not found: ${functionArn}`);
  };

  /** It begins once nobody else is at work, so that attempts of the same instant come one after the other. */
  const attempt = async (event: QueuedEvent, type: Invocation['type'], attempt: number): Promise<InvocationOutcome> => {
    await turn(time);
    const count = invocations.filter(({ functionArn }) => functionArn === event.functionArn).length + 1;
    const invocation = { ...event, type, attempt, count, startedAt: time.clock.now() };
    invocations.push(invocation);
    return runInvocation(find(event.functionArn), invocation, mishapOf(invocation, interventions), time);
  };

  const deliver = (event: QueuedEvent) =>
    deliverEvent({
      event,
      config: find(event.functionArn).asyncConfig,
      time,
      attempt: (number) => attempt(event, 'Event', number),
      tell: lambda.invokeAsync,
    });

  const lambda: Lambda = {
    declare(functionArn, { handler, timeoutSeconds = 3, asyncConfig }) {
      requireFunctionArn(functionArn);
      requireWithin('timeoutSeconds', timeoutSeconds, 1, 900);
      functions.set(functionArn, { handler, timeoutSeconds, asyncConfig: checkAsyncConfig(asyncConfig) });
    },
    invokeAsync(functionArn, event) {
      find(functionArn);
      const queued = { functionArn, requestId: ids.uuid(), payload: toPayload(event, 'Event', MAXIMUM_EVENT_BYTES) };
      void deliver(queued);
      for (const afterSeconds of duplicates.get(functionArn) ?? [])
        time.after(afterSeconds, () => void deliver(queued));
      duplicates.delete(functionArn);
      return queued.requestId;
    },
    async invokeSync(functionArn, request) {
      find(functionArn);
      const payload = toPayload(request, 'RequestResponse', MAXIMUM_REQUEST_BYTES);
      const outcome = await attempt({ functionArn, requestId: ids.uuid(), payload }, 'RequestResponse', 1);
      if (outcome.kind !== 'answered') throw new InvocationError(outcome);
      return JSON.parse(outcome.payload);
    },
    crashNext(functionArn, { at }) {
      const stop = lambda.intervene((invocation) => {
        if (invocation.functionArn !== functionArn) return undefined;
        stop();
        return `crash-${at}`;
      });
    },
    duplicateNext(functionArn, afterSeconds = 0) {
      duplicates.set(functionArn, [...(duplicates.get(functionArn) ?? []), afterSeconds]);
    },
    intervene(intervention) {
      interventions.add(intervention);
      return () => interventions.delete(intervention);
    },
    invocations: () => invocations,
  };
  return lambda;
}

/** Resolves once nobody is at work. */
function turn(time: VirtualTime): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  time.after(0, resolve);
  return promise;
}

function mishapOf(invocation: Invocation, interventions: ReadonlySet<Intervention>): Mishap | undefined {
  for (const intervention of [...interventions]) {
    const mishap = intervention(invocation);
    if (mishap) return mishap;
  }
  return undefined;
}

function toPayload(value: unknown, type: Invocation['type'], maximum: number): string {
  const payload = JSON.stringify(value) ?? 'null';
  const size = Buffer.byteLength(payload);
  if (size <= maximum) return payload;
  const sentence =
    type === 'Event'
      ? `${size} byte payload is too large for the Event invocation type (limit ${maximum} bytes)`
      : `Request must be smaller than ${maximum} bytes for the InvokeFunction operation`;
  throw new ServiceError('RequestEntityTooLargeException', 413, sentence);
}

function requireFunctionArn(functionArn: string): void {
  if (/^arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}$/.test(functionArn)) return;
  throw new TypeError(`functionArn: must be the unqualified ARN of a function, got ${functionArn}`);
}
