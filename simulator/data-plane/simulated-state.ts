import type { SimulatedClock } from '../core/clock.ts';
import type { World } from '../core/world.ts';

/** What the data plane serves, read anew at each request: a reset of the simulator replaces both. */
export interface SimulatedState {
  readonly clock: SimulatedClock;
  readonly world: World;
}
