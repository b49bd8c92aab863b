import { type WordsByDomain, wordsByDomain } from '../notice/edge-words.ts';
import type { Called } from '../reconciler/aws/call.ts';
import { describeFailure, isRetryable } from '../reconciler/model/failure.ts';
import type { AccountLook, EdgeLook } from '../reconciler/model/look.ts';
import { type DomainName, parseDomainName } from '../reconciler/model/names.ts';
import { lookAtAccount } from '../reconciler/reconcile-account.ts';
import { toAccountReport } from '../report/account-report.ts';
import type { AccountReport } from '../report/fleet-report.ts';
import { type FailedProofs, failedProofsIn, hasFailedProof, isNews, readFailedProofs } from './failed-proofs.ts';
import { emptyRow, whyOf } from './plan-account.ts';
import type { SweepContext } from './sweep-context.ts';
import type { AccountResult, AccountTask, Failures } from './sweep-plan.ts';
import type { WaveStop } from './wave-stop.ts';

export interface AppliedAccount {
  readonly result: AccountResult;
  readonly report: AccountReport;
  /** Of the edges that were looked at. */
  readonly words?: WordsByDomain;
  /** For the runs to come. */
  readonly failedProofs?: FailedProofs;
}

/** The rest of the run, as far as a task has to know it. */
export interface WaveSoFar {
  readonly stop: WaveStop;
  /** Domains that an earlier look of this run wrote to, or that a try which died may have: what was begun is ended, also when the wave is stopped. */
  readonly begun: readonly string[];
  /** Before the first write to a domain. */
  readonly keepBegun: (domain: string) => Promise<Called<unknown>>;
}

/** A round that was begun is not cut short, and its result has to be kept: both fit into this. */
const MARGIN_SECONDS = 120;

/**
 * Changes what was planned in one account, as its writer. What AWS still works on is left to the next look at the wave. Once too much has failed, here or
 * in another account, no further edge is begun.
 */
export async function applyAccount(
  { account, domains: planned }: AccountTask,
  { stop, begun, keepBegun }: WaveSoFar,
  context: SweepContext,
): Promise<AppliedAccount> {
  let stopped = await stop.because();
  const domains = stopped === undefined ? planned : planned.filter((domain) => begun.includes(domain));
  if (stopped !== undefined && domains.length === 0) return leftAsItIs(account, stopped);
  const clients = await context.clientsFor(account, 'writer');
  // Half a StackSet is no change that failed: it is a row, and stops nobody else.
  if (clients.kind === 'failed') return notChanged(account, domains, describeFailure(clients.failure), 0);
  const { run } = context.settings;
  const failures = watchFailures(account, context);
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
        names: domains.map(parseDomainName).filter((name) => name !== undefined),
        // The fleet was judged as a whole.
        limits: 'unlimited',
        cleansUp: true,
        secondsLeft: () => context.remainingSeconds() - MARGIN_SECONDS,
        pollSeconds: run.pollSeconds,
        onLook: async (seen) => {
          if (isOver(seen)) await stop.note(await failures.with(seen));
        },
        mayBegin: async (name) => {
          if (begun.includes(name)) return true;
          stopped ??= await stop.because();
          if (stopped !== undefined) return false;
          const kept = await keepBegun(name);
          if (kept.kind === 'failed') stopped = `what is begun could not be kept: ${describeFailure(kept.failure)}`;
          return kept.kind === 'answered';
        },
      },
    );
    const result = await failures.resultOf(look);
    return {
      result: { ...result, ...(stopped !== undefined && { stopped }) },
      report: toAccountReport(look),
      words: wordsByDomain(look),
      failedProofs: failedProofsIn(look.edges),
    };
  } catch (error) {
    return notChanged(account, domains, whyOf(error), domains.length);
  } finally {
    clients.value.destroy();
  }
}

interface WatchedFailures {
  /** What has failed so far, this edge included. */
  with(look: EdgeLook): Promise<Failures>;
  resultOf(look: AccountLook): Promise<AccountResult>;
}

/** Failed proofs of earlier runs are asked for once, and only where one fails now. */
function watchFailures(account: string, context: SweepContext): WatchedFailures {
  let known: Promise<FailedProofs> | undefined;
  const count = async (edges: readonly EdgeLook[]): Promise<Failures> => {
    const unproven = edges.filter(hasFailedProof);
    if (unproven.length > 0) known ??= readFailedProofs(account, context);
    const before = (await known) ?? {};
    return {
      account,
      failed: edges.filter(hasFailed).length,
      failedProofs: unproven.filter((look) => isNews(look, before)).length,
    };
  };
  const over = new Map<DomainName, EdgeLook>();
  return {
    with: (look) => count([...over.set(look.plan.domainName, look).values()]),
    resultOf: async ({ edges }) => ({ ...(await count(edges)), waiting: waitingIn(edges) }),
  };
}

/** What still differs had no more time: it is looked at again like what AWS works on. */
function waitingIn(edges: readonly EdgeLook[]): readonly string[] {
  return edges
    .filter(({ outcome }) => ['waiting', 'applied', 'drift'].includes(outcome.kind))
    .map(({ plan }) => plan.domainName);
}

function hasFailed({ outcome }: EdgeLook): boolean {
  return outcome.kind === 'failed';
}

/** Failed for good: a passing fault is looked at again first. */
function isOver(look: EdgeLook): boolean {
  return (look.outcome.kind === 'failed' && !isRetryable(look.outcome.failure)) || hasFailedProof(look);
}

/** Nobody looked: what planning found is what there is. */
function leftAsItIs(account: string, stopped: string): AppliedAccount {
  const report = { id: account, regions: [], edges: [], notChecked: [], calls: { total: 0, byOperation: {} } };
  return { result: { account, failed: 0, failedProofs: 0, waiting: [], stopped }, report };
}

/** `failed`: how many of the domains count as such. */
export function notChanged(account: string, domains: readonly string[], why: string, failed: number): AppliedAccount {
  const { report } = emptyRow({ id: account }, `${domains.length} edges that were to be changed`, why);
  return { result: { account, failed, failedProofs: 0, waiting: [] }, report };
}
