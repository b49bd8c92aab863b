/**
 * Which edges a page lists. A page stays usable and small at any number of edges: what is not in order comes first, what is in sync is listed only
 * where there are few edges, and what is beyond is counted. The JSON report has everything.
 */
import type { AccountReport, EdgeReport, EdgeResult, FleetReport } from '../fleet-report.ts';
import { RESULTS_IN_ORDER } from './marks.ts';

export interface ListedEdge {
  readonly account: AccountReport;
  readonly edge: EdgeReport;
  /** Fragment of its row. */
  readonly id: string;
}

export interface EdgeListing {
  readonly listed: readonly ListedEdge[];
  /** Counts of what is not listed. */
  readonly left: Readonly<Partial<Record<EdgeResult, number>>>;
}

const MOST_LISTED = 1000;
/** Above this many edges, those in sync are only counted, and nothing of them is read but that they are. */
export const MOST_WITH_IN_SYNC = 500;

export function listEdges({ accounts, summary }: FleetReport): EdgeListing {
  const all = accounts.flatMap((account) => account.edges.map((edge) => ({ account, edge })));
  const ordered = RESULTS_IN_ORDER.flatMap((result) => all.filter(({ edge }) => edge.result === result));
  const wanted = summary.edges <= MOST_WITH_IN_SYNC ? ordered : ordered.filter(({ edge }) => edge.result !== 'in-sync');
  const listed = wanted.slice(0, MOST_LISTED).map((one, index) => ({ ...one, id: `edge-${index + 1}` }));
  return { listed, left: leftOut(ordered, listed) };
}

/** The same listing with its first rows only. */
export function shortened({ listed, left }: EdgeListing, length: number): EdgeListing {
  const kept = listed.slice(0, length);
  const dropped = leftOut(listed, kept);
  const results = RESULTS_IN_ORDER.map((result) => [result, (left[result] ?? 0) + (dropped[result] ?? 0)] as const);
  return { listed: kept, left: Object.fromEntries(results.filter(([, count]) => count > 0)) };
}

type WithEdge = Pick<ListedEdge, 'edge'>;

function leftOut(all: readonly WithEdge[], listed: readonly WithEdge[]): EdgeListing['left'] {
  const count = (edges: readonly WithEdge[], result: EdgeResult) =>
    edges.filter(({ edge }) => edge.result === result).length;
  const rest = RESULTS_IN_ORDER.map((result) => [result, count(all, result) - count(listed, result)] as const);
  return Object.fromEntries(rest.filter(([, number]) => number > 0));
}
