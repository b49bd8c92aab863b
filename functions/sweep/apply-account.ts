import { describeFailure } from '../reconciler/model/failure.ts';
import type { AccountLook, EdgeLook } from '../reconciler/model/look.ts';
import { type DomainName, parseDomainName } from '../reconciler/model/names.ts';
import { isProven } from '../reconciler/model/proof.ts';
import { TAG } from '../reconciler/model/tags.ts';
import { lookAtAccount } from '../reconciler/reconcile-account.ts';
import { toAccountReport } from '../report/account-report.ts';
import type { AccountReport } from '../report/fleet-report.ts';
import { emptyRow } from './plan-account.ts';
import type { SweepContext } from './sweep-context.ts';
import type { AccountResult, AccountTask } from './sweep-plan.ts';

export interface AppliedAccount {
  readonly result: AccountResult;
  readonly report: AccountReport;
}

/** A round that was begun is not cut short, and its result has to be kept: both fit into this. */
const MARGIN_SECONDS = 120;

/** Changes what was planned in one account, as its writer. What AWS still works on is left to the next look at the wave. */
export async function applyAccount({ account, domains }: AccountTask, context: SweepContext): Promise<AppliedAccount> {
  const clients = await context.clientsFor(account, 'writer');
  // Half a StackSet is no change that failed: it is a row, and stops nobody else.
  if (clients.kind === 'failed') return notChanged(account, domains, describeFailure(clients.failure), 0);
  const { run } = context.settings;
  try {
    const look = await lookAtAccount(
      {
        ...run,
        mode: 'remediate',
        clients: clients.value,
        clock: context.clock,
        ...(context.prover && { prover: context.prover }),
      },
      {
        names: domains.map(parseDomainName).filter((name): name is DomainName => name !== undefined),
        // The fleet was judged as a whole.
        limits: 'unlimited',
        secondsLeft: () => context.remainingSeconds() - MARGIN_SECONDS,
        pollSeconds: run.pollSeconds,
      },
    );
    return { result: toResult(account, look), report: toAccountReport(look) };
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return notChanged(account, domains, why, domains.length);
  } finally {
    clients.value.destroy();
  }
}

function toResult(account: string, { edges }: AccountLook): AccountResult {
  const names = (wanted: (look: EdgeLook) => boolean) => edges.filter(wanted).map(({ plan }) => plan.domainName);
  return {
    account,
    failed: names(({ outcome }) => outcome.kind === 'failed').length,
    failedProofs: names(hasFailedProof).length,
    // What still differs had no more time: it is looked at again like what AWS works on.
    waiting: names(({ outcome }) => ['waiting', 'applied', 'drift'].includes(outcome.kind)),
  };
}

/** A proof refused the cut-over, or the edge was put on hold because of one. Edges that were held before are not among those that change. */
function hasFailedProof({ outcome, observed }: EdgeLook): boolean {
  if (outcome.kind !== 'refused') return false;
  const { proof, distribution } = observed;
  const isRefused = proof?.kind === 'present' && !isProven(proof.value);
  return isRefused || (distribution.kind === 'present' && distribution.value.tags[TAG.held] !== undefined);
}

function notChanged(account: string, domains: readonly string[], why: string, failed: number): AppliedAccount {
  const { report } = emptyRow({ id: account }, `${domains.length} edges that were to be changed`, why);
  return { result: { account, failed, failedProofs: 0, waiting: [] }, report };
}
