/**
 * Notices within minutes what somebody changes by hand: an event of CloudTrail that touches an edge starts a sweep of that one account.
 *
 * Changes rarely come alone, so the sweep begins when a few minutes have passed, and everything that comes until then is covered by the same one: its
 * name is that of the account and of the time slot, and Step Functions starts no second execution of a name. Who changed what is kept for its report.
 */

import type { ReportLog } from '../drift-remediator/log-report.ts';
import type { Called } from '../reconciler/aws/call.ts';
import type { Clock } from '../reconciler/model/clock.ts';
import { describeFailure } from '../reconciler/model/failure.ts';
import { judgeChange } from './judge-change.ts';
import type { KnownEdges } from './known-edges.ts';
import { parseChange } from './parse-change.ts';

export interface NoticeContext {
  readonly clock: Clock;
  readonly ownNames: readonly string[];
  /** How long changes are collected before they are looked at. */
  readonly slotSeconds: number;
  readonly known: (account: string) => Promise<Called<KnownEdges | undefined>>;
  readonly keepChange: (account: string, name: string, change: unknown) => Promise<Called<unknown>>;
  /** `duplicate`: there is an execution of this name already. */
  readonly startSweep: (name: string, input: unknown) => Promise<Called<'started' | 'duplicate'>>;
  readonly log: ReportLog;
}

export type Noticed = 'ignored' | 'started' | 'collected';

/** Throws when AWS did not let it keep or start what it should: Lambda then brings the event again. */
export async function noticeChange(event: unknown, context: NoticeContext): Promise<Noticed> {
  const { log, clock, ownNames, slotSeconds } = context;
  const parsed = parseChange(event);
  if (parsed.kind === 'ignored') return ignore(parsed.because, context);
  const { change } = parsed;
  const judged = judgeChange(change, answered(await context.known(change.account)), ownNames);
  if (judged.kind === 'ignored') return ignore(judged.because, context);

  answered(await context.keepChange(change.account, `${change.at}-${change.id}`, change));
  const slot = Math.floor(clock.now().getTime() / 1000 / slotSeconds) + 1;
  const notBefore = new Date(slot * slotSeconds * 1000).toISOString();
  const started = answered(
    await context.startSweep(`change-${change.account}-${slot}`, {
      source: 'aws.cloudtrail',
      detail: { accounts: [change.account], notBefore },
    }),
  );
  const { account, what, who, at } = change;
  log.info('a change is looked at', { account, what, who, at, notBefore, sweep: started });
  return started === 'started' ? 'started' : 'collected';
}

function ignore(because: string, { log }: NoticeContext): Noticed {
  log.info('an event is ignored', { because });
  return 'ignored';
}

function answered<T>(called: Called<T>): T {
  if (called.kind === 'answered') return called.value;
  throw new Error(describeFailure(called.failure));
}
