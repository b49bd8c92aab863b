import type { Clock } from '../../functions/reconciler/model/clock.ts';
import type { SimulatedAws } from './simulated-aws.ts';

/** The simulator's own time: whoever sleeps moves it on. */
export function simulatedClock(aws: Pick<SimulatedAws, 'simulator'>): Clock {
  return {
    now: () => new Date(aws.simulator.clock.now()),
    sleep: async (seconds) => aws.simulator.clock.advance(seconds),
  };
}
