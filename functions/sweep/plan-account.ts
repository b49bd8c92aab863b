import type { Run } from '../drift-remediator/settings.ts';
import { type WordsByDomain, wordsByDomain } from '../notice/edge-words.ts';
import { changesOf } from '../reconciler/account-plan.ts';
import { describeFailure } from '../reconciler/model/failure.ts';
import type { AccountLook } from '../reconciler/model/look.ts';
import { lookAtAccount } from '../reconciler/reconcile-account.ts';
import { toAccountReport } from '../report/account-report.ts';
import type { AccountReport } from '../report/fleet-report.ts';
import type { SweptAccount } from './list-accounts.ts';
import type { SweepContext } from './sweep-context.ts';
import type { AccountPlan } from './sweep-plan.ts';

/** What is kept of a look at an account: found before anything is changed. */
export interface PlannedAccount {
  readonly plan: AccountPlan;
  readonly report: AccountReport;
  /** By which events tell of its edges; left out where nobody looked. */
  readonly words?: WordsByDomain;
}

/** Looks at one account as its reader. Never throws for what is the matter with the account: that is a row. */
export async function planAccount(account: SweptAccount, context: SweepContext): Promise<PlannedAccount> {
  const clients = await context.clientsFor(account.id, 'reader');
  // The role is not there, does not trust this account, or is denied: half a StackSet looks like this.
  if (clients.kind === 'failed') return emptyRow(account, 'the account', describeFailure(clients.failure));
  const { run } = context.settings;
  try {
    const look = await lookAtAccount(
      { ...run, mode: 'detect', clients: clients.value, clock: context.clock },
      { names: run.names, limits: 'unlimited', secondsLeft: context.remainingSeconds },
    );
    return { plan: toPlan(account.id, look, run), report: toAccountReport(look, account), words: wordsByDomain(look) };
  } catch (error) {
    // A look that died takes nobody with it.
    return emptyRow(account, 'the account', whyOf(error));
  } finally {
    clients.value.destroy();
  }
}

function toPlan(account: string, { edges, notChecked }: AccountLook, run: Run): AccountPlan {
  const { fleet, changing, unexpected } = changesOf(edges, run);
  return {
    account,
    edges: fleet.length,
    changing: changing.map(({ plan }) => plan.domainName),
    unexpected: unexpected.length,
    isComplete: notChecked.length === 0,
  };
}

/** Of a look that died, in one line. */
export function whyOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** An account, or a part of it, that nobody saw. */
export function emptyRow({ id, ...facts }: SweptAccount, what: string, why: string): PlannedAccount {
  const { skipped: _, ...shown } = facts;
  return {
    plan: { account: id, edges: 0, changing: [], unexpected: 0, isComplete: false },
    report: {
      id,
      ...shown,
      regions: [],
      edges: [],
      notChecked: [{ what, why }],
      calls: { total: 0, byOperation: {} },
    },
  };
}
