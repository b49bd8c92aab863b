import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { ACCOUNT } from './estates.ts';
import type { SimulatedAws } from './simulated-aws.ts';

type Fault = Parameters<SimulatedAws['simulator']['faults']['add']>[0];

/** Deployments of 40 s instead of 300 keep the number of looks down; what happens in between is the same. */
export function deployFast(aws: SimulatedAws): void {
  aws.simulator.world.state(cloudFront, ACCOUNT).deploymentSeconds = 40;
}

/** What runs into the fault, which is gone afterwards. */
export async function crashing(aws: SimulatedAws, fault: Fault, run: () => Promise<unknown>): Promise<void> {
  aws.simulator.faults.add(fault);
  await run();
  aws.simulator.faults.clear();
}
