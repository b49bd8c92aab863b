import { type Choice, leftAloneByChoice } from '../reconciler/model/choice.ts';
import { describeFailure, type Failure } from '../reconciler/model/failure.ts';
import type { AccountLook, EdgeLook } from '../reconciler/model/look.ts';
import { readyPrefix } from '../reconciler/model/plan.ts';
import { isUnexpected, lookAtAccount } from '../reconciler/reconcile-account.ts';
import { toAccountReport } from '../report/account-report.ts';
import type { AccountReport } from '../report/fleet-report.ts';
import type { SweptAccount } from './list-accounts.ts';
import type { SweepContext } from './sweep-context.ts';
import type { AccountPlan } from './sweep-plan.ts';

/** What is kept of a look at an account: found before anything is changed. */
export interface PlannedAccount {
  readonly plan: AccountPlan;
  readonly report: AccountReport;
}

/** Looks at one account as its reader. Never throws for what is the matter with the account: that is a row. */
export async function planAccount(account: SweptAccount, context: SweepContext): Promise<PlannedAccount> {
  const clients = await context.clientsFor(account.id, 'reader');
  if (clients.kind === 'failed') return notEntered(account, clients.failure);
  const { run } = context.settings;
  try {
    const look = await lookAtAccount(
      { ...run, mode: 'detect', clients: clients.value, clock: context.clock },
      { names: run.names, limits: 'unlimited', secondsLeft: context.remainingSeconds },
    );
    return { plan: toPlan(account.id, look, run), report: toAccountReport(look, account) };
  } catch (error) {
    return notLookedAt(account, error);
  } finally {
    clients.value.destroy();
  }
}

function toPlan(
  account: string,
  { edges, notChecked }: AccountLook,
  { newEdges, choice }: { readonly newEdges: 'create' | 'report'; readonly choice: Choice },
): AccountPlan {
  const fleet = edges.filter(({ target, observed }) => leftAloneByChoice(target, observed, choice) === undefined);
  const changing = fleet.filter((look) => wouldWrite(look, newEdges));
  return {
    account,
    edges: fleet.length,
    changing: changing.map(({ plan }) => plan.domainName),
    unexpected: changing.filter(isUnexpected).length,
    isComplete: notChecked.length === 0,
  };
}

function wouldWrite({ plan, observed, target }: EdgeLook, newEdges: 'create' | 'report'): boolean {
  const begun = observed.distribution.kind === 'present' || target.kind === 'let-go';
  return readyPrefix(plan.steps).length > 0 && (begun || newEdges === 'create');
}

/** The role is not there, does not trust this account, or is denied: half a StackSet looks like this. */
function notEntered(account: SweptAccount, failure: Failure): PlannedAccount {
  return emptyRow(account, 'the account', describeFailure(failure));
}

/** A look that died takes nobody with it. */
function notLookedAt(account: SweptAccount, error: unknown): PlannedAccount {
  return emptyRow(account, 'the account', error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}

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
