import type { OperationContext } from '../core/operation.ts';
import type { MapRun, MapTools } from './map-run.ts';

/** Who reads and writes objects: the account of the state machine, in its Region. */
export function bucketContext({ context }: MapRun, { world, time, ids }: MapTools): OperationContext {
  const [, , , region = '', account = ''] = context.StateMachine.Id.split(':');
  if (world === undefined) throw new TypeError('a definition that reads or writes objects needs a world');
  return { account, accessKeyId: account, region, world, clock: time.clock, ids };
}
