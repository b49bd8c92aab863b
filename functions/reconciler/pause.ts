import type { AwsClients } from './aws/clients.ts';
import type { Clock } from './model/clock.ts';
import { isRetryable } from './model/failure.ts';
import type { Outcome } from './model/outcome.ts';
import type { Watch } from './model/plan.ts';
import { isStillWorking } from './observe/progress.ts';

/** A conflict or a passing fault is looked at again this often in a row before it counts. */
const FAULTS_IN_A_ROW = 5;

/** How long to wait before another look can bring anything new, and what one request tells about it meanwhile. */
export interface Pause {
  readonly seconds: number;
  /** None: the time alone has to pass. */
  readonly watches: readonly Watch[];
}

/** The pause that an outcome asks for; undefined when another look cannot bring anything new without somebody acting. */
export function pauseAfter(outcome: Outcome, faultsInARow: number): Pause | undefined {
  switch (outcome.kind) {
    case 'applied':
      return { seconds: 0, watches: [] };
    case 'waiting':
      return { seconds: outcome.retryAfterSeconds, watches: outcome.watch === undefined ? [] : [outcome.watch] };
    case 'failed':
      return isRetryable(outcome.failure) && faultsInARow < FAULTS_IN_A_ROW
        ? { seconds: 2 ** faultsInARow, watches: [] }
        : undefined;
    default:
      return undefined;
  }
}

export interface PauseLimits {
  readonly secondsLeft: () => number;
  /** Upper bound of one wait. @default what AWS needs */
  readonly pollSeconds?: number;
}

/** Whether AWS is still at what a pause waits for, at the price of one request. */
export function isStillAtWork(clients: AwsClients, watch: Watch): Promise<boolean> {
  return isStillWorking(clients, watch);
}

/** At most so many are asked after each time, so that a fleet that waits costs no more than a few edges. */
const WATCHED_AT_ONCE = 5;

/**
 * Waits a pause out: `over` when another look is worth while, `out-of-time` when it would not end in time. While AWS is at work, only that is asked
 * after, and the pause is over as soon as AWS is done with anything: one slow distribution holds nobody else up.
 */
export async function waitOut(
  pause: Pause,
  clients: AwsClients,
  clock: Clock,
  limits: PauseLimits,
): Promise<'over' | 'out-of-time'> {
  const seconds = Math.min(pause.seconds, limits.pollSeconds ?? pause.seconds);
  let watches = pause.watches;
  for (;;) {
    if (limits.secondsLeft() <= seconds) return 'out-of-time';
    await clock.sleep(seconds);
    const asked = watches.slice(0, WATCHED_AT_ONCE);
    const working = await Promise.all(asked.map((watch) => isStillWorking(clients, watch)));
    if (asked.length === 0 || working.includes(false)) return 'over';
    watches = [...watches.slice(WATCHED_AT_ONCE), ...asked];
  }
}
