import type { Level, ReportLog } from '../doors/log.ts';
import type { EdgeProof, EdgeReport, EdgeResult } from '../report/fleet-report.ts';
import type { Report } from './report.ts';

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

function logEdge({ proof, ...edge }: EdgeReport, log: ReportLog): void {
  if (edge.result === 'in-sync') return;
  const [level, message] = LINES[edge.result];
  log[level](message, { edge: { ...edge, ...(proof && { proof: toLogged(proof) }) } });
}

/** A log is read by more people than a report: of a proof it gets no value that was received. */
function toLogged(proof: EdgeProof): Readonly<Record<string, unknown>> {
  return proof.kind === 'taken' ? { ...proof, failed: [...new Set(proof.failed.map(({ check }) => check))] } : proof;
}
