import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../reconciler/model/clock.ts';

/** Real time. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (seconds) => setTimeout(seconds * 1000),
};
