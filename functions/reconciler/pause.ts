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
  readonly watch: Watch | undefined;
}

/** The pause that an outcome asks for; undefined when another look cannot bring anything new without somebody acting. */
export function pauseAfter(outcome: Outcome, faultsInARow: number): Pause | undefined {
  switch (outcome.kind) {
    case 'applied':
      return { seconds: 0, watch: undefined };
    case 'waiting':
      return { seconds: outcome.retryAfterSeconds, watch: outcome.watch };
    case 'failed':
      return isRetryable(outcome.failure) && faultsInARow < FAULTS_IN_A_ROW
        ? { seconds: 2 ** faultsInARow, watch: undefined }
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

/**
 * Waits a pause out: `over` when another look is worth while, `out-of-time` when it would not end in time. While AWS is at one thing, only that is
 * asked after.
 */
export async function waitOut(
  pause: Pause,
  clients: AwsClients,
  clock: Clock,
  limits: PauseLimits,
): Promise<'over' | 'out-of-time'> {
  const seconds = Math.min(pause.seconds, limits.pollSeconds ?? pause.seconds);
  for (;;) {
    if (limits.secondsLeft() <= seconds) return 'out-of-time';
    await clock.sleep(seconds);
    if (pause.watch === undefined || !(await isStillWorking(clients, pause.watch))) return 'over';
  }
}
