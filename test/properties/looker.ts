import { createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import type { LookContext } from '../../functions/reconciler/reconcile.ts';
import type { Traffic } from '../support/continuous-traffic.ts';
import type { ServedAws } from '../support/data-plane.ts';
import { ACCOUNT } from '../support/estates.ts';
import { simulatedClock } from '../support/simulated-clock.ts';
import { simulatedProver } from '../support/simulated-prover.ts';
import { hookClients } from './hooked-clients.ts';

/** A process that looks while callers ask: before each of its AWS calls, and whenever it waits. */
export interface Looker {
  readonly context: Pick<LookContext, 'clients' | 'clock' | 'prover'>;
  end(): void;
}

export interface LookerTraits {
  /** What one AWS call takes, so that what AWS is at goes on in between. */
  readonly secondsPerCall: number;
  /** The process dies at this call: nothing is sent after it. @default it lives */
  readonly diesAt?: { readonly nth: number; readonly effect: 'before' | 'after' };
}

export class Died extends Error {
  override readonly name = 'Died';
}

/** While a process waits, callers ask at least this often. */
const SLICE_SECONDS = 20;

export function createLooker(aws: ServedAws, traffic: Traffic, traits: LookerTraits): Looker {
  const { secondsPerCall, diesAt } = traits;
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' };
  const { endpoint } = aws.simulator;
  const own = createAwsClients({ endpoint, credentials, clock: simulatedClock(aws), maxAttempts: 1 });
  const oneByOne = createQueue();
  const ask = (at: string) => oneByOne(() => traffic.ask(at));
  let isDead = false;
  // Of what was under way when the process died nobody knows how long it takes, and the next process is asking already.
  const pass = (seconds: number) => oneByOne(async () => aws.simulator.clock.advance(isDead ? 0 : seconds));
  const clients = hookClients(own, async (nth, operation, send) => {
    if (!isDead) await ask(`before ${operation}, call ${nth}`);
    if (isDead) throw new Died();
    isDead = diesAt !== undefined && nth >= diesAt.nth;
    if (isDead && diesAt?.effect === 'before') throw new Died();
    const answer = await send();
    await pass(secondsPerCall);
    if (isDead) throw new Died();
    return answer;
  });
  const clock = {
    now: () => new Date(aws.simulator.clock.now()),
    async sleep(seconds: number) {
      for (let left = seconds; left > 0; left -= SLICE_SECONDS) {
        await pass(Math.min(left, SLICE_SECONDS));
        await ask('while it waits');
      }
    },
  };
  return { context: { clients, clock, prover: simulatedProver(aws.plane, clock) }, end: () => own.destroy() };
}

/** Time stands still while a request is on its way: nobody waits for an answer for as long as several AWS calls take. */
function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };
}
