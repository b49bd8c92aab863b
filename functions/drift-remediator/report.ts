/** What a look at an account comes to: the account's report, when it was taken, and the counts that are logged and published. */

import type { AccountLook, Mode } from '../reconciler/model/look.ts';
import type { Refusal } from '../reconciler/model/plan.ts';
import { toAccountReport } from '../report/account-report.ts';
import type { AccountReport } from '../report/fleet-report.ts';
import { summarize } from '../report/summarize.ts';

export interface Summary {
  readonly edges: number;
  readonly inSync: number;
  readonly fixed: number;
  readonly drift: number;
  readonly waiting: number;
  readonly refused: number;
  readonly failed: number;
  /**
   * Lists that could not be read, and edges of which something could not be judged. Such an edge may count as something else besides, and an
   * unread list may hide any number of edges: only 0 says that everything was seen.
   */
  readonly notChecked: number;
}

export interface Report extends Omit<AccountReport, 'id' | 'refusal'> {
  readonly account: string;
  readonly mode: Mode;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly summary: Summary;
  /** Set when a guard stopped the run before it changed anything. */
  readonly refusal: Refusal | undefined;
}

export interface RunFacts {
  readonly mode: Mode;
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

export function toReport(look: AccountLook, { mode, startedAt, finishedAt }: RunFacts): Report {
  const { id, ...account } = toAccountReport(look);
  return {
    account: id,
    mode,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    summary: toSummary({ id, ...account }),
    ...account,
    refusal: look.refusal,
  };
}

/** Whether a fix failed or something was not seen: a run that must not end as if all were well. */
export function isIncomplete({ summary }: Report): boolean {
  return summary.failed > 0 || summary.notChecked > 0;
}

function toSummary(account: AccountReport): Summary {
  const { edges, byResult, notChecked } = summarize([account]);
  return {
    edges,
    inSync: byResult['in-sync'],
    fixed: byResult.fixed,
    drift: byResult.drift,
    waiting: byResult.waiting,
    refused: byResult.refused,
    failed: byResult.failed,
    notChecked,
  };
}
