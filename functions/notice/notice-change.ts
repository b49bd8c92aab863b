/**
 * Notices within minutes what somebody changes by hand: an event of CloudTrail that touches an edge starts a sweep of that one account. Records may
 * be in another account than their edge; then the edge's account is swept.
 *
 * Changes rarely come alone, so the sweep begins when a few minutes have passed, and everything that comes until then is covered by the same one: its
 * name is that of the account and of the time slot, and Step Functions starts no second execution of a name. Who changed what is kept for its report.
 */
import type { ReportLog } from '../doors/log.ts';
import type { Called } from '../reconciler/aws/call.ts';
import type { Started } from '../reconciler/aws/start-execution.ts';
import type { Clock } from '../reconciler/model/clock.ts';
import { answered } from '../sweep/answered.ts';
import { judgeChange, type Own } from './judge-change.ts';
import type { Known } from './known-edges.ts';
import { type Change, parseChange } from './parse-change.ts';

/** Names of the sweeps that changes start begin with it. */
export const CHANGE_SWEEP = 'change-';

export interface NoticeContext extends Own {
  readonly clock: Clock;
  /** How long changes are collected before they are looked at. */
  readonly slotSeconds: number;
  readonly known: (change: Change) => Promise<Called<Known>>;
  readonly keepChange: (change: Change) => Promise<Called<unknown>>;
  readonly startSweep: (name: string, input: unknown) => Promise<Called<Started>>;
  readonly log: ReportLog;
}

export type Noticed = 'ignored' | 'started' | 'collected';

/** Throws SweepError when AWS did not let it keep or start what it should: Lambda then brings the event again. */
export async function noticeChange(event: unknown, context: NoticeContext): Promise<Noticed> {
  const parsed = parseChange(event);
  if (parsed.kind === 'ignored') return ignore({ because: parsed.because }, context);
  const { change } = parsed;
  const judged = judgeChange(change, answered(await context.known(change)), context);
  const { account, what, who, at } = change;
  if (judged.kind === 'ignored') return ignore({ because: judged.because, account, what, who, at }, context);

  const looks: Started[] = [];
  for (const swept of judged.accounts) looks.push(await lookAt(swept, change, context));
  return looks.includes('started') ? 'started' : 'collected';
}

async function lookAt(swept: string, change: Change, context: NoticeContext): Promise<Started> {
  const { log, clock, slotSeconds } = context;
  answered(await context.keepChange(toldIn(swept, change)));
  const slot = Math.floor(clock.now().getTime() / 1000 / slotSeconds) + 1;
  const notBefore = new Date(slot * slotSeconds * 1000).toISOString();
  const sweep = answered(
    await context.startSweep(`${CHANGE_SWEEP}${swept}-${slot}`, {
      source: 'aws.cloudtrail',
      detail: { accounts: [swept], notBefore },
    }),
  );
  const { account, what, who, at } = change;
  log.info('a change is looked at', { account, what, who, at, swept, notBefore, sweep });
  return sweep;
}

/** The change as the report of `account` tells of it. */
function toldIn(account: string, change: Change): Change {
  if (change.account === account) return change;
  return { ...change, account, what: `${change.what} in account ${change.account}` };
}

function ignore(facts: Readonly<Record<string, string>>, { log }: NoticeContext): Noticed {
  log.info('an event is ignored', facts);
  return 'ignored';
}
