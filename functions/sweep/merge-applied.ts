import { mergeWords } from '../notice/edge-words.ts';
import type { AccountReport, EdgeReport } from '../report/fleet-report.ts';
import type { AppliedAccount } from './apply-account.ts';

/** Several looks at one account in one run: the last word on each edge, what was applied in all of them. */
export function mergeApplied(earlier: AppliedAccount | undefined, last: AppliedAccount): AppliedAccount {
  if (earlier === undefined) return last;
  const report = mergeReports(earlier.report, last.report);
  return { ...last, report, words: mergeWords(earlier.words, last.words) };
}

/** The report of planning with what applying came to laid over it. */
export function mergeReports(planned: AccountReport, applied: AccountReport): AccountReport {
  const byDomain = new Map(applied.edges.map((edge) => [edge.domain, edge]));
  const edges = planned.edges.map((edge) => {
    const later = byDomain.get(edge.domain);
    return later === undefined ? edge : mergeEdges(edge, later);
  });
  const known = new Set(planned.edges.map(({ domain }) => domain));
  return {
    ...planned,
    edges: [...edges, ...applied.edges.filter(({ domain }) => !known.has(domain))],
    notChecked: distinct([...planned.notChecked, ...applied.notChecked]),
    ...cleanedUpIn(planned, applied),
    calls: addCalls(planned.calls, applied.calls),
  };
}

/** What was found stays, with what became of it: a verdict that has passed since was drift, and is fixed. */
function mergeEdges(before: EdgeReport, after: EdgeReport): EdgeReport {
  const applied = [...before.applied, ...after.applied];
  const isFixed = after.result === 'in-sync' && applied.length > 0;
  const fixed = before.verdicts
    .filter(({ verdict }) => verdict === 'drift' || verdict === 'fixed')
    .filter((one) => !after.verdicts.some(({ rule, subject }) => rule === one.rule && subject === one.subject))
    .map((one) => ({ ...one, verdict: 'fixed' as const }));
  return {
    ...after,
    applied,
    verdicts: [...fixed, ...after.verdicts],
    ...(isFixed && { result: 'fixed', text: `fixed: ${applied.join('; ')}` }),
  };
}

function cleanedUpIn(...reports: readonly AccountReport[]): Pick<AccountReport, 'cleanedUp'> {
  const cleanedUp = reports.flatMap((report) => report.cleanedUp ?? []);
  return cleanedUp.length === 0 ? {} : { cleanedUp };
}

function distinct(rows: AccountReport['notChecked']): AccountReport['notChecked'] {
  return [...new Map(rows.map((row) => [`${row.what} ${row.why}`, row])).values()];
}

function addCalls(one: AccountReport['calls'], other: AccountReport['calls']): AccountReport['calls'] {
  const operations = [...new Set([...Object.keys(one.byOperation), ...Object.keys(other.byOperation)])].sort();
  const sum = (name: string) => (one.byOperation[name] ?? 0) + (other.byOperation[name] ?? 0);
  return {
    total: one.total + other.total,
    byOperation: Object.fromEntries(operations.map((name) => [name, sum(name)])),
  };
}
