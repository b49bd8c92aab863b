import { escapeControls } from '../doors/escape-controls.ts';
import type { FleetReport } from '../report/fleet-report.ts';

export interface SummaryText {
  /** ASCII, at most 100 characters: what SNS takes for an e-mail. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
  readonly subject: string;
  readonly message: string;
  /** False for a fleet that was in sync and is. */
  readonly isWorthTelling: boolean;
}

const MOST_NAMED = 10;

/** A sweep in a few lines for a person. Names come from the accounts: what is no letter of a domain never gets in. */
export function summaryText(report: FleetReport, place: string): SummaryText {
  const { byResult, edges, accounts, notChecked } = report.summary;
  const troubles = [
    [byResult.failed, 'failed'],
    [byResult.drift, 'drifted'],
    [byResult.refused, 'refused'],
    [byResult.waiting, 'waiting'],
    [byResult.fixed, 'fixed'],
    [notChecked, 'not checked'],
  ] as const;
  const told = troubles.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  // Of a run that was stopped before it saw an edge nobody can say that all is well.
  const nothing =
    accounts === 0 || (report.refusal !== undefined && edges === 0) ? 'nothing was looked at' : 'all in sync';
  const verdict = told.length === 0 ? nothing : told.join(', ');
  return {
    subject: `secure-api-edge: ${verdict}`.slice(0, 100),
    message: [
      `${edges} edges in ${accounts} accounts (mode ${report.run.mode}): ${verdict}.`,
      ...(report.refusal === undefined ? [] : ['', escapeControls(report.refusal)]),
      '',
      ...namedEdges(report),
      `Report: ${place}`,
    ].join('\n'),
    isWorthTelling: told.length > 0 || accounts === 0 || report.refusal !== undefined,
  };
}

function namedEdges({ accounts }: FleetReport): readonly string[] {
  const rows = accounts.flatMap(({ id, edges, notChecked }) => [
    ...notChecked.map(({ what }) => `- account ${id}: ${what} could not be read`),
    ...edges
      .filter(({ result }) => result !== 'in-sync')
      .map(({ domain, result }) => `- ${domain} (account ${id}): ${result}`),
  ]);
  const more = rows.length > MOST_NAMED ? [`- and ${rows.length - MOST_NAMED} more`] : [];
  return rows.length === 0 ? [] : [...rows.slice(0, MOST_NAMED), ...more, ''];
}
