import type { Caller } from './caller.ts';
import type { SimulatedClock } from './clock.ts';
import type { OperationShape } from './operation-shape.ts';
import type { ServiceError } from './service-error.ts';
import type { World } from './world.ts';

/** A request for an operation, and what came of it. */
export interface AnsweredCall {
  readonly caller: Caller;
  readonly operation: OperationShape;
  readonly userAgent: string;
  readonly requestId: string;
  /** Absent where the request could not be read. */
  readonly input: object | undefined;
  /** Of an operation that succeeded. */
  readonly output: object | undefined;
  readonly error: ServiceError | undefined;
  readonly world: World;
  readonly clock: SimulatedClock;
}
