import { type AwsClients, createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import { InvariantError } from '../../functions/reconciler/model/errors.ts';
import type { AccountLook, Mode } from '../../functions/reconciler/model/look.ts';
import { parseRegion } from '../../functions/reconciler/model/names.ts';
import { type AccountOptions, lookAtAccount } from '../../functions/reconciler/reconcile-account.ts';
import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { readEstate } from '../../simulator/estates/read-estate.ts';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';

/** Where the demo plays: a simulated AWS of its own, and clients that reach it over loopback as they would reach AWS. */
export interface Stage {
  readonly simulator: Simulator;
  readonly clients: AwsClients;
  /** Simulated time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Lets simulated time pass until something has come true. */
  readonly passUntil: (what: string, hasCome: () => Promise<boolean>) => Promise<void>;
  readonly look: (mode: Mode, onLook?: AccountOptions['onLook']) => Promise<AccountLook>;
  readonly stop: () => Promise<void>;
}

const LONGEST_RUN_SECONDS = 4 * 3600;
const LONGEST_WAIT_SECONDS = 3600;
const LOOK_EVERY_SECONDS = 30;

export async function openStage(): Promise<Stage> {
  const estate = readEstate('demo');
  const simulator = await startSimulator({ estate: (started) => loadEstate(started, estate) });
  const [accountId, account] = Object.entries(estate.accounts)[0] ?? [];
  if (accountId === undefined) throw new InvariantError('the estate of the demo has an account');
  const regions = [...new Set((account?.apiDomains ?? []).map(({ region }) => region))].flatMap(
    (name) => parseRegion(name) ?? [],
  );
  const clients = createAwsClients({
    endpoint: simulator.endpoint,
    credentials: { accessKeyId: accountId, secretAccessKey: 'simulated' },
  });
  const now = () => simulator.clock.now();
  const pass = (seconds: number) => simulator.clock.advance(seconds);
  const context = {
    clients,
    clock: { now: () => new Date(now()), sleep: async (seconds: number) => pass(seconds) },
    regions,
    managedElsewhere: 'report',
    rules: {},
    newEdges: 'create',
    drainSeconds: 60,
  } as const;

  return {
    simulator,
    clients,
    now,
    passUntil: (what, hasCome) => passUntil(pass, what, hasCome),
    look(mode, onLook) {
      const end = now() + LONGEST_RUN_SECONDS * 1000;
      const secondsLeft = () => (end - now()) / 1000;
      return lookAtAccount({ ...context, mode }, { names: 'all', limits: 'unlimited', secondsLeft, onLook });
    },
    async stop() {
      clients.destroy();
      await simulator.stop();
    },
  };
}

async function passUntil(
  pass: (seconds: number) => void,
  what: string,
  hasCome: () => Promise<boolean>,
): Promise<void> {
  for (let seconds = 0; seconds < LONGEST_WAIT_SECONDS; seconds += LOOK_EVERY_SECONDS) {
    if (await hasCome()) return;
    pass(LOOK_EVERY_SECONDS);
  }
  throw new InvariantError(`waited ${LONGEST_WAIT_SECONDS} simulated seconds for ${what}`);
}
