import { leavesOpen } from '../reconciler/model/plan.ts';
import {
  type AccountReport,
  EDGE_RESULTS,
  type EdgeReport,
  type EdgeResult,
  type FleetReport,
  REPORT_VERSION,
  type RunFacts,
  type Summary,
} from './fleet-report.ts';

/** One report of what the accounts of a run came to; `refusal`: why a guard stopped the whole run. */
export function toFleetReport(run: RunFacts, accounts: readonly AccountReport[], refusal?: string): FleetReport {
  const ordered = accounts.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return {
    version: REPORT_VERSION,
    run,
    summary: summarize(ordered),
    accounts: ordered,
    ...(refusal !== undefined && { refusal }),
  };
}

export function summarize(accounts: readonly AccountReport[]): Summary {
  const edges = accounts.flatMap((account) => account.edges);
  const unseen = accounts.map(countNotChecked);
  return {
    accounts: accounts.length,
    accountsNotChecked: unseen.filter((count) => count > 0).length,
    notChecked: unseen.reduce((sum, count) => sum + count, 0),
    edges: edges.length,
    byResult: countResults(edges),
    calls: accounts.reduce((sum, { calls }) => sum + calls.total, 0),
  };
}

/** Of different accounts. */
export function addSummaries(one: Summary, other: Summary): Summary {
  const sum = EDGE_RESULTS.map((result) => [result, one.byResult[result] + other.byResult[result]] as const);
  return {
    accounts: one.accounts + other.accounts,
    accountsNotChecked: one.accountsNotChecked + other.accountsNotChecked,
    notChecked: one.notChecked + other.notChecked,
    edges: one.edges + other.edges,
    byResult: Object.fromEntries(sum) as Summary['byResult'],
    calls: one.calls + other.calls,
  };
}

export function countResults(edges: readonly EdgeReport[]): Readonly<Record<EdgeResult, number>> {
  const counts = Object.fromEntries(EDGE_RESULTS.map((result) => [result, 0])) as Record<EdgeResult, number>;
  for (const { result } of edges) counts[result] += 1;
  return counts;
}

/** Lists that could not be read, and edges of which something could not be judged. An unread list may hide any number of edges. */
function countNotChecked({ edges, notChecked }: AccountReport): number {
  return notChecked.length + edges.filter(isPartlyUnchecked).length;
}

/** Whether something about an edge is open, whatever else became of it. */
function isPartlyUnchecked({ result, verdicts }: EdgeReport): boolean {
  return result === 'not-checked' || verdicts.some(leavesOpen);
}
