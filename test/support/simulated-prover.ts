import { simulatedNetwork } from '../../cli/demo/simulated-network.ts';
import type { Clock } from '../../functions/reconciler/model/clock.ts';
import { createProver, type Prover } from '../../functions/reconciler/prove/prover.ts';
import type { DataPlane } from '../../simulator/data-plane/start-data-plane.ts';

/** Takes proofs in the internet that the data plane of the simulator is. */
export function simulatedProver(plane: DataPlane, clock: Clock): Prover {
  return createProver(simulatedNetwork(plane), clock);
}
