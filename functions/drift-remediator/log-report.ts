import type { EdgeResult, EdgeRow } from './edge-row.ts';
import type { Report } from './report.ts';

type Write = (message: string, facts: Readonly<Record<string, unknown>>) => void;
type Level = 'info' | 'warn' | 'error';

/** Where lines go: Powertools' logger, or what a test keeps. */
export type ReportLog = Readonly<Record<Level, Write>>;

/** Messages never vary, so that a metric filter or a query can name them; what varies is in the facts. */
const LINES = {
  fixed: ['info', 'edge was fixed'],
  waiting: ['info', 'edge is waiting'],
  drift: ['warn', 'edge has drifted'],
  refused: ['warn', 'edge is refused'],
  'not-checked': ['warn', 'edge could not be checked'],
  failed: ['error', 'edge failed'],
} as const satisfies Record<Exclude<EdgeResult, 'in-sync'>, readonly [Level, string]>;

/** The summary, then a line for everything that is not in sync, most general first. */
export function logReport(report: Report, log: ReportLog): void {
  const { edges, notChecked, refusal, ...facts } = report;
  log[levelOf(report)]('looked at the account', facts);
  if (refusal !== undefined) log.warn('the guard refused the run', { refusal });
  for (const part of notChecked) log.warn('part of the account could not be read', { part });
  for (const edge of edges) logEdge(edge, log);
}

function levelOf({ summary, refusal }: Report): Level {
  if (summary.failed > 0) return 'error';
  return refusal !== undefined || summary.drift + summary.refused + summary.notChecked > 0 ? 'warn' : 'info';
}

function logEdge(edge: EdgeRow, log: ReportLog): void {
  const { kind } = edge.outcome;
  if (kind === 'in-sync') return;
  const [level, message] = LINES[kind];
  log[level](message, { edge });
}
