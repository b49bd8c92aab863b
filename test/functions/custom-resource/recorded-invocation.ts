import type { Invocation, Log, Timer } from '../../../functions/custom-resource/invocation.ts';
import { putResponse } from '../../../functions/custom-resource/send-response.ts';

export interface RecordedInvocation extends Invocation {
  /** Every log line and every printed answer, as one text. */
  readonly written: () => string;
  readonly printed: readonly string[];
  readonly slept: readonly number[];
  /** Lets every timer of the invocation elapse. */
  readonly elapse: () => void;
}

/** An invocation whose clock moves only when somebody sleeps, and which remembers what it wrote. */
export function recordedInvocation(replaced: Partial<Invocation> = {}): RecordedInvocation {
  const lines: string[] = [];
  const printed: string[] = [];
  const slept: number[] = [];
  const timers: (() => void)[] = [];
  let milliseconds = Date.UTC(2026, 8, 1);

  const write: Log['info'] = (message, facts = {}) => lines.push(JSON.stringify({ message, ...facts }));
  const sleep = async (seconds: number) => {
    slept.push(seconds);
    milliseconds += seconds * 1000;
  };
  const startTimer = (): Timer => {
    const { promise, resolve } = Promise.withResolvers<void>();
    timers.push(resolve);
    return { elapsed: promise, cancel: () => {} };
  };

  return {
    clock: { now: () => new Date(milliseconds), sleep },
    startTimer,
    remainingSeconds: () => 900,
    put: putResponse,
    place: 'aws',
    logGroup: '/aws/lambda/custom-resource',
    requestId: 'request-1',
    log: { info: write, error: write },
    print: (answer) => printed.push(answer),
    ...replaced,
    written: () => [...lines, ...printed].join('\n'),
    printed,
    slept,
    elapse: () => {
      for (const resolve of timers) resolve();
    },
  };
}
