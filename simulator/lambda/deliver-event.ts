/**
 * Lambda's queue of events, as it delivers one: function errors are tried again after 1 and 2 minutes, refusals (throttling, errors of the service)
 * after 1 second, doubling up to 5 minutes, until the event is too old. An event that is given up goes to the function's OnFailure destination.
 */
import type { VirtualTime } from '../core/virtual-time.ts';
import type { CheckedAsyncConfig } from './async-config.ts';
import { type Condition, failureRecord } from './failure-record.ts';
import type { FunctionFailure, InvocationOutcome } from './invocation.ts';

const FUNCTION_ERROR_PAUSE_SECONDS = 60;
const LONGEST_REFUSAL_PAUSE_SECONDS = 300;

export interface QueuedEvent {
  readonly functionArn: string;
  readonly requestId: string;
  /** JSON. */
  readonly payload: string;
}

export interface Delivery {
  readonly event: QueuedEvent;
  readonly config: CheckedAsyncConfig;
  readonly time: VirtualTime;
  readonly attempt: (attempt: number) => Promise<InvocationOutcome>;
  readonly tell: (destination: string, record: object) => void;
}

export async function deliverEvent({ event, config, time, attempt, tell }: Delivery): Promise<void> {
  const queuedAt = time.clock.now();
  let errors = 0;
  let refusals = 0;
  let failure: FunctionFailure | undefined;
  const giveUp = (condition: Condition) => {
    if (config.onFailure === undefined) return;
    const invokeCount = errors + refusals;
    tell(config.onFailure, failureRecord(event, { condition, invokeCount, failure, at: time.clock.now() }));
  };

  for (;;) {
    const outcome = await attempt(errors + refusals + 1);
    if (outcome.kind === 'answered') return;
    if (outcome.kind === 'failed') {
      errors += 1;
      failure = outcome.failure;
      if (errors > config.maximumRetryAttempts) return giveUp('RetriesExhausted');
    } else {
      refusals += 1;
    }
    const pause = outcome.kind === 'failed' ? errors * FUNCTION_ERROR_PAUSE_SECONDS : refusalPause(refusals);
    const left = config.maximumEventAgeSeconds - (time.clock.now() - queuedAt) / 1000;
    await passing(Math.min(pause, Math.max(0, left)), time);
    if (pause > left) return giveUp('EventAgeExceeded');
  }
}

function refusalPause(refusals: number): number {
  return Math.min(LONGEST_REFUSAL_PAUSE_SECONDS, 2 ** (refusals - 1));
}

function passing(seconds: number, time: VirtualTime): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  time.after(seconds, resolve);
  return promise;
}
