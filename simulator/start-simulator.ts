import type { ManagementEvent } from './cloudtrail/management-event.ts';
import { recordManagementEvents } from './cloudtrail/record-management-events.ts';
import { defaultAccount } from './core/caller.ts';
import type { SimulatedClock } from './core/clock.ts';
import type { Fault } from './core/faults.ts';
import type { Service } from './core/operation.ts';
import { followRealTime } from './core/real-time.ts';
import { startServer } from './core/server.ts';
import { createServiceDirectory } from './core/service-directory.ts';
import type { RequestRecord, Throttling } from './core/simulation.ts';
import { createSimulation } from './core/simulation.ts';
import type { World } from './core/world.ts';
import { createOutsideNetwork } from './data-plane/outside-network.ts';
import type { Authorize } from './iam/authorize.ts';
import { authorizedService } from './iam/authorized-service.ts';
import { services as allServices } from './services.ts';

export interface SimulatorOptions {
  /** @default a free port */
  readonly port?: number;
  /** The same seed and the same requests give the same ids. @default 1 */
  readonly seed?: number;
  /** Virtual seconds per real second; at 0 the clock moves only by `advance`. @default 0 */
  readonly speed?: number;
  /** @default all that the simulator knows */
  readonly services?: readonly Service[];
  /** Simulated time at start. @default 2026-01-01T00:00:00Z */
  readonly startAt?: Date;
  /** The most items of any page of any list, also when the caller asks for more. @default what the caller asks for, within AWS's maximum */
  readonly pageLimit?: number;
  /** @default faults */
  readonly throttling?: Throttling;
  /** Asked for every permission that a request needs, before the operation runs. @default everybody may do everything in their account */
  readonly authorize?: Authorize;
  /** Told of every write to the settings of an account, as EventBridge delivers it from CloudTrail. @default nobody listens */
  readonly onManagementEvent?: (event: ManagementEvent) => void;
  /** What exists at the start, and again after each reset. */
  readonly estate?: (simulator: Simulator) => void | Promise<void>;
}

/** A running simulator. `clock` and `world` are those of the current run: read them anew after a reset. */
export interface Simulator {
  readonly endpoint: string;
  readonly clock: SimulatedClock;
  readonly world: World;
  readonly faults: { add(fault: Fault | readonly Fault[]): void; clear(): void };
  /** What clients have asked since the start or the last reset. */
  requests(): readonly RequestRecord[];
  /** Environment variables that point an SDK, the AWS CLI or Terraform here as this account. */
  env(account?: string, region?: string): Record<string, string>;
  /** Back to the estate it was started with; the clock, the ids and the request log start over too. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const startOfTime = new Date('2026-01-01T00:00:00Z');
const tickMillis = 250;

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, seed = 1, speed = 0, startAt = startOfTime, pageLimit, throttling = 'faults', estate } = options;
  if (pageLimit !== undefined) requirePageLimit(pageLimit);
  const begin = () => createSimulation({ seed, startAt, pageLimit, throttling, onCall: onCall(options) });
  let simulation = begin();
  const reset = async () => {
    simulation = begin();
    await estate?.(simulator);
  };
  const catchUp = followRealTime(() => simulation.clock, speed);
  const outside = createOutsideNetwork({
    get clock() {
      return simulation.clock;
    },
    get world() {
      return simulation.world;
    },
  });
  const controlled = { simulation: () => simulation, reset, network: outside.network };
  const server = await startServer(port, createServiceDirectory(answeredServices(options)), controlled, catchUp);
  const timer = speed > 0 ? setInterval(catchUp, tickMillis).unref() : undefined;

  const simulator: Simulator = {
    endpoint: server.endpoint,
    get clock() {
      return simulation.clock;
    },
    get world() {
      return simulation.world;
    },
    faults: {
      add: (fault) => simulation.faults.add(fault),
      clear: () => simulation.faults.clear(),
    },
    requests: () => simulation.requests,
    env: (account, region) => environment(server.endpoint, account, region),
    reset,
    async stop() {
      clearInterval(timer);
      await outside.stop();
      await server.stop();
    },
  };
  await estate?.(simulator);
  return simulator;
}

function answeredServices({ services = allServices, authorize }: SimulatorOptions): readonly Service[] {
  return authorize === undefined ? services : services.map((service) => authorizedService(service, authorize));
}

function onCall({ onManagementEvent, seed = 1 }: SimulatorOptions) {
  return onManagementEvent && recordManagementEvents(onManagementEvent, seed);
}

/** Pages of nothing would never end. */
function requirePageLimit(pageLimit: number): void {
  if (Number.isInteger(pageLimit) && pageLimit >= 1) return;
  throw new RangeError(`pageLimit: must be a whole number, 1 or more, got ${pageLimit}`);
}

function environment(endpoint: string, account = defaultAccount, region = 'us-east-1'): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    PROBE_NETWORK: endpoint,
  };
}
