import type { Clock } from '../model/clock.ts';

/** A token bucket, as AWS describes its limits. */
export interface Rate {
  /** Sustained. */
  readonly perSecond: number;
  /** At once, after a pause. */
  readonly burst: number;
}

/** A request each four seconds: an edge takes about ten, and has to fit into an invocation. */
const SLOWEST_PER_SECOND = 0.25;

/** What each of so many that keep to a rate together may have: at least one at once, and never so little that nobody comes to an end. */
export function partOf({ perSecond, burst }: Rate, parts: number): Rate {
  return { perSecond: Math.max(SLOWEST_PER_SECOND, perSecond / parts), burst: Math.max(1, Math.floor(burst / parts)) };
}

/** Ends when there is a place, in the order of asking; at once when `signal` is aborted, and the place is free again. */
export type RateLimiter = (signal?: AbortSignal) => Promise<void>;

/** Has a place for everybody. */
export const UNLIMITED: RateLimiter = async () => {};

/** Places at a rate: in any stretch of time no more than the burst and what has come since. */
export function createRateLimiter({ perSecond, burst }: Rate, clock: Clock): RateLimiter {
  const interval = 1000 / perSecond;
  /** When the bucket is full again. Whoever asks takes a place at once, so that nobody has to wait for somebody else to be woken. */
  let fullAt = 0;
  let waiting = 0;

  return async (signal) => {
    if (signal?.aborted) return;
    const now = clock.now().getTime();
    // However far a clock is set back, nobody waits longer than for the places that are taken.
    const latest = now + (burst + waiting) * interval;
    fullAt = Math.min(Math.max(fullAt, now), latest) + interval;
    const wait = fullAt - burst * interval - now;
    if (wait <= 0) return;

    waiting += 1;
    const giveBack = () => {
      fullAt -= interval;
    };
    await unlessAborted(clock.sleep(wait / 1000), signal, giveBack).finally(() => {
      waiting -= 1;
    });
  };
}

async function unlessAborted(over: Promise<void>, signal: AbortSignal | undefined, onAbort: () => void): Promise<void> {
  if (signal === undefined) return over;
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const abort = () => {
    onAbort();
    resolve();
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([over, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
