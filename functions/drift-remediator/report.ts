/**
 * What a look at an account comes to, as one JSON value. It may be kept and sent around, so it holds no tags but our own and nothing of a
 * configuration but what a rule judged.
 */
import { describeFailure } from '../reconciler/model/failure.ts';
import type { AccountLook, Mode } from '../reconciler/model/look.ts';
import type { AccountId, Region } from '../reconciler/model/names.ts';
import { leavesOpen, type Refusal } from '../reconciler/model/plan.ts';
import { type EdgeResult, type EdgeRow, toEdgeRow } from './edge-row.ts';

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

export interface Report {
  readonly account: AccountId;
  readonly regions: readonly Region[];
  readonly mode: Mode;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly summary: Summary;
  readonly edges: readonly EdgeRow[];
  readonly notChecked: readonly { readonly what: string; readonly why: string }[];
  /** Set when a guard stopped the run before it changed anything. */
  readonly refusal: Refusal | undefined;
  /** AWS requests sent, retries included. */
  readonly calls: { readonly total: number; readonly byOperation: Readonly<Record<string, number>> };
}

export interface RunFacts {
  readonly mode: Mode;
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

export function toReport(look: AccountLook, { mode, startedAt, finishedAt }: RunFacts): Report {
  const edges = look.edges.map(toEdgeRow);
  const notChecked = look.notChecked.map(({ what, failure }) => ({ what, why: describeFailure(failure) }));
  return {
    account: look.accountId,
    regions: look.regions,
    mode,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    summary: summarize(edges, notChecked.length),
    edges,
    notChecked,
    refusal: look.refusal,
    calls: { total: Object.values(look.calls).reduce((sum, count) => sum + count, 0), byOperation: look.calls },
  };
}

/** Whether a fix failed or something was not seen: a run that must not end as if all were well. */
export function isIncomplete({ summary }: Report): boolean {
  return summary.failed > 0 || summary.notChecked > 0;
}

function summarize(edges: readonly EdgeRow[], unreadLists: number): Summary {
  const count = (kind: EdgeResult) => edges.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    edges: edges.length,
    inSync: count('in-sync'),
    fixed: count('fixed'),
    drift: count('drift'),
    waiting: count('waiting'),
    refused: count('refused'),
    failed: count('failed'),
    notChecked: unreadLists + edges.filter(isPartlyUnchecked).length,
  };
}

function isPartlyUnchecked({ outcome, verdicts }: EdgeRow): boolean {
  return outcome.kind === 'not-checked' || verdicts.some(leavesOpen);
}
