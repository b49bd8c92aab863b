import type { SimulatedClock } from './clock.ts';

/** A token bucket: `capacity` at once, refilled at `perSecond`. */
export interface RequestRate {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Of each account by itself. */
export interface Throttle {
  /** Takes a token, or answers false when there is none. */
  admits(service: string, account: string, rate: RequestRate): boolean;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** A clock in milliseconds cannot tell tokens apart by less. */
const ROUNDING = 1e-3;

export function createThrottle(clock: SimulatedClock): Throttle {
  const buckets = new Map<string, Bucket>();

  return {
    admits(service, account, { capacity, perSecond }) {
      const key = `${service} ${account}`;
      const now = clock.now();
      const bucket = buckets.get(key) ?? { tokens: capacity, filledAt: now };
      buckets.set(key, bucket);
      bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.filledAt) / 1000) * perSecond);
      bucket.filledAt = now;
      if (bucket.tokens < 1 - ROUNDING) return false;
      bucket.tokens -= 1;
      return true;
    },
  };
}

export const UNTHROTTLED: Throttle = { admits: () => true };
