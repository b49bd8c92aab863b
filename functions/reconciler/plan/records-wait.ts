import type { Step, Watch } from '../model/plan.ts';
import type { Reason } from '../model/rules.ts';
import { waitingFor } from './part-plan.ts';

/** How long to wait, and what to ask after meanwhile. */
export interface RecordsWait {
  readonly seconds: number;
  readonly watch?: Watch;
  /** @default EDGE-14 */
  readonly because?: Reason;
}

/** A step that waits for something about the records of a name. */
export function recordsWait(what: string, { seconds, watch, because = 'EDGE-14' }: RecordsWait): Step {
  return {
    part: 'alias-records',
    action: 'wait',
    target: what,
    changes: [],
    because: [because],
    state: waitingFor(what, seconds, watch),
  };
}
