import type { AnsweredCall } from './answered-call.ts';
import type { SimulatedClock } from './clock.ts';
import { createClock } from './clock.ts';
import type { Faults } from './faults.ts';
import { createFaults } from './faults.ts';
import type { Ids } from './ids.ts';
import { createIds } from './ids.ts';
import type { PastAnswers } from './past-answers.ts';
import { createPastAnswers } from './past-answers.ts';
import { createThrottle, type Throttle, UNTHROTTLED } from './throttle.ts';
import type { World } from './world.ts';
import { createWorld } from './world.ts';

/** One line of the request log. */
export interface RequestRecord {
  readonly id: string;
  /** When it came, simulated, in milliseconds since the epoch. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  /** The status that the client saw, 0 when it saw the connection close. */
  readonly status: number;
  /** Error code, when the answer was an error. */
  readonly code?: string;
}

/** Everything that a reset throws away: time, state, faults and memory of one run. */
export interface Simulation {
  readonly clock: SimulatedClock;
  readonly world: World;
  readonly ids: Ids;
  /** Apart from `ids`, so that repeated reads do not change the ids of what is created later. */
  readonly requestIds: Ids;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly requests: RequestRecord[];
  readonly pastAnswers: PastAnswers;
  /** Told of every call, before its answer is sent. */
  readonly onCall?: ((call: AnsweredCall) => void) | undefined;
}

/** `rates`: what comes faster than a service allows an account is refused. `faults`: only what faults ask for is. */
export type Throttling = 'rates' | 'faults';

export interface SimulationOptions {
  readonly seed: number;
  readonly startAt: Date;
  readonly pageLimit: number | undefined;
  readonly throttling: Throttling;
  readonly onCall?: ((call: AnsweredCall) => void) | undefined;
}

export function createSimulation({ seed, startAt, pageLimit, throttling, onCall }: SimulationOptions): Simulation {
  const clock = createClock(startAt.getTime());
  return {
    clock,
    world: createWorld(pageLimit),
    ids: createIds(seed),
    requestIds: createIds(~seed),
    faults: createFaults(clock),
    throttle: throttling === 'rates' ? createThrottle(clock) : UNTHROTTLED,
    requests: [],
    pastAnswers: createPastAnswers(),
    onCall,
  };
}
