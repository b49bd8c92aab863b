import { systemClock } from '../functions/doors/system-clock.ts';
import { type AwsClients, createAwsClients } from '../functions/reconciler/aws/clients.ts';
import type { Clock } from '../functions/reconciler/model/clock.ts';
import type { AccountLook, Mode } from '../functions/reconciler/model/look.ts';
import { parseRegion } from '../functions/reconciler/model/names.ts';
import type { LookContext } from '../functions/reconciler/reconcile.ts';
import { lookAtAccount } from '../functions/reconciler/reconcile-account.ts';
import type { Estate } from '../simulator/estates/estate.ts';
import type { EstateSize } from '../simulator/estates/generate-estate.ts';
import { generateEstate } from '../simulator/estates/generate-estate.ts';
import { loadEstate } from '../simulator/estates/load-estate.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { type AroundCall, aroundCalls } from './around-calls.ts';

export const ACCOUNT = '111111111111';
export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'] as const;

/** An account of generated API domains, looked at as the scheduled function does, in simulated time. */
export interface SimulatedAccount {
  readonly simulator: Simulator;
  /** Each look has clients of its own, so that its requests are counted from zero. With `around`, its requests take real time. */
  readonly look: (mode: Mode, around?: AroundCall) => Promise<AccountLook>;
  readonly clients: () => AwsClients;
  readonly stop: () => Promise<void>;
}

export async function startSimulatedAccount(
  size: EstateSize,
  estate: Estate = generateEstate({ regions: REGIONS, ...size }),
): Promise<SimulatedAccount> {
  const simulator = await startSimulator();
  loadEstate(simulator, estate);
  const opened: AwsClients[] = [];

  const open = (clock: Clock) => {
    const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' };
    const created = createAwsClients({ endpoint: simulator.endpoint, credentials, clock });
    opened.push(created);
    return created;
  };
  const clients = () => open(clockOf(simulator));
  return {
    simulator,
    clients,
    async look(mode, around) {
      const context = contextOf(
        simulator,
        around === undefined ? clients() : aroundCalls(open(systemClock), around),
        mode,
      );
      return lookAtAccount(context, {
        names: 'all',
        limits: 'unlimited',
        secondsLeft: secondsUntilTomorrow(simulator),
      });
    },
    async stop() {
      for (const each of opened) each.destroy();
      await simulator.stop();
    },
  };
}

/** What is not settled after a simulated day never will be. */
function secondsUntilTomorrow({ clock }: Simulator): () => number {
  const end = clock.now() + 24 * 3600 * 1000;
  return () => (end - clock.now()) / 1000;
}

/** Simulated time: whoever sleeps moves it on. */
export function clockOf({ clock }: Simulator): Clock {
  return { now: () => new Date(clock.now()), sleep: async (seconds) => clock.advance(seconds) };
}

function contextOf(simulator: Simulator, clients: AwsClients, mode: Mode): LookContext {
  return {
    clients,
    clock: clockOf(simulator),
    regions: REGIONS.map(parseRegion).filter((region) => region !== undefined),
    mode,
    managedElsewhere: 'report',
    rules: {},
    newEdges: 'create',
    drainSeconds: 60,
  };
}
