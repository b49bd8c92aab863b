import { type AccountReport, type FleetReport, IN_SYNC } from '../report/fleet-report.ts';

/** How much a run looked at, of what there is. */
export interface Looked {
  readonly accounts: 'all' | 'some';
  /** In each of them. */
  readonly edges: 'all' | 'some';
}

/**
 * What the next report has to know: every edge that is open, and nothing of those in sync. What this run did not look at, because it was narrowed, broke off or
 * could not, stays as the one before knew it.
 */
export function stillOpen(report: FleetReport, before: FleetReport | undefined, looked: Looked): FleetReport {
  const known = new Map((before?.accounts ?? []).map((account) => [account.id, account]));
  const reported = new Set(report.accounts.map(({ id }) => id));
  const elsewhere = looked.accounts === 'all' ? [] : [...known.values()].filter(({ id }) => !reported.has(id));
  const accounts = report.accounts.map((account) => {
    const sawAll = looked.edges === 'all' && account.notChecked.length === 0;
    return openOf(account, sawAll ? [] : (known.get(account.id)?.edges ?? []));
  });
  return { ...report, accounts: [...accounts, ...elsewhere].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

function openOf(account: AccountReport, before: AccountReport['edges']): AccountReport {
  const seen = new Set(account.edges.map(({ domain }) => domain));
  const edges = [...account.edges, ...before.filter(({ domain }) => !seen.has(domain))];
  return { ...account, edges: edges.filter(({ result }) => !IN_SYNC.includes(result)) };
}
