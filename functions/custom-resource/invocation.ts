import type { Clock } from '../reconciler/model/clock.ts';
import type { Put } from './send-response.ts';

export interface Timer {
  readonly elapsed: Promise<void>;
  readonly cancel: () => void;
}

/** What one run of the function may use of the world around it. */
export interface Invocation {
  readonly clock: Clock;
  readonly startTimer: (seconds: number) => Timer;
  /** Until Lambda ends the run. */
  readonly remainingSeconds: () => number;
  /** Under `sam local invoke` nobody may be there to answer, and a receiver on this machine is allowed. */
  readonly place: 'aws' | 'local';
  /** Where a reader of the stack's events finds the whole story. */
  readonly logGroup: string;
  readonly requestId: string;
  readonly put: Put;
  readonly log: Log;
  /** Writes an answer that nobody can receive. */
  readonly print: (answer: string) => void;
}

type Facts = Readonly<Record<string, string | number | undefined>>;

export interface Log {
  readonly info: (message: string, facts?: Facts) => void;
  readonly error: (message: string, facts?: Facts) => void;
}
