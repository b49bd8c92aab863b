import { type AwsClients, createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import { InvariantError } from '../../functions/reconciler/model/errors.ts';
import type { AccountLook, Mode } from '../../functions/reconciler/model/look.ts';
import { parseRegion } from '../../functions/reconciler/model/names.ts';
import type { RuleModes } from '../../functions/reconciler/model/rules.ts';
import { createProver } from '../../functions/reconciler/prove/prover.ts';
import { type AccountOptions, lookAtAccount } from '../../functions/reconciler/reconcile-account.ts';
import { startDataPlane } from '../../simulator/data-plane/start-data-plane.ts';
import type { Estate } from '../../simulator/estates/estate.ts';
import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { type Caller, createCaller } from './caller.ts';
import { type RecordedProof, recordProofs } from './recorded-proofs.ts';
import { simulatedNetwork } from './simulated-network.ts';

/** Where the demo plays: a simulated AWS of its own, the internet in front of it, and clients that reach both over loopback. */
export interface Stage {
  readonly simulator: Simulator;
  readonly clients: AwsClients;
  /** Simulated time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Lets simulated time pass until something has come true. */
  readonly passUntil: (what: string, hasCome: () => Promise<boolean>) => Promise<void>;
  /** Somebody out there, who knows nothing yet of any name. */
  readonly newCaller: () => Caller;
  readonly look: (mode: Mode, options?: StageLook) => Promise<AccountLook>;
  /** Every proof that was taken so far, in order. */
  readonly proofs: () => readonly RecordedProof[];
  readonly stop: () => Promise<void>;
}

export interface StageLook {
  readonly rules?: RuleModes;
  readonly onLook?: AccountOptions['onLook'];
  /** Somebody who has something to do now and then, while time passes. */
  readonly meanwhile?: { readonly everySeconds: number; readonly act: () => Promise<void> };
}

const LONGEST_RUN_SECONDS = 4 * 3600;
const LONGEST_WAIT_SECONDS = 3600;
const LOOK_EVERY_SECONDS = 30;

export async function openStage(estate: Estate): Promise<Stage> {
  const simulator = await startSimulator({ estate: (started) => loadEstate(started, estate) });
  const plane = await startDataPlane(simulator);
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
  const clockWith = (meanwhile: StageLook['meanwhile']) => ({
    now: () => new Date(now()),
    sleep: (seconds: number) => passWith(pass, seconds, meanwhile),
  });
  const proofs = recordProofs(createProver(simulatedNetwork(plane), clockWith(undefined)));
  const context = {
    clients,
    regions,
    prover: proofs.prover,
    managedElsewhere: 'report',
    newEdges: 'create',
    drainSeconds: 60,
  } as const;

  return {
    simulator,
    clients,
    now,
    passUntil: (what, hasCome) => passUntil(pass, what, hasCome),
    newCaller: () => createCaller(plane, simulator.clock),
    proofs: proofs.taken,
    look(mode, { rules = {}, onLook, meanwhile } = {}) {
      const end = now() + LONGEST_RUN_SECONDS * 1000;
      const secondsLeft = () => (end - now()) / 1000;
      return lookAtAccount(
        { ...context, mode, rules, clock: clockWith(meanwhile) },
        { names: 'all', limits: 'unlimited', secondsLeft, onLook },
      );
    },
    async stop() {
      clients.destroy();
      await plane.stop();
      await simulator.stop();
    },
  };
}

async function passWith(
  pass: (seconds: number) => void,
  seconds: number,
  meanwhile: StageLook['meanwhile'],
): Promise<void> {
  const step = meanwhile?.everySeconds ?? seconds;
  for (let left = seconds; left > 0; left -= step) {
    pass(Math.min(step, left));
    await meanwhile?.act();
  }
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
