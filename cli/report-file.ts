import { randomUUID } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { shownValue } from '../functions/doors/shown-value.ts';
import type { AccountLook } from '../functions/reconciler/model/look.ts';
import { toAccountReport } from '../functions/report/account-report.ts';
import { carryOver } from '../functions/report/carry-over.ts';
import type { FleetReport, RunFacts } from '../functions/report/fleet-report.ts';
import { parseFleetReport } from '../functions/report/parse-fleet-report.ts';
import { toFleetReport } from '../functions/report/summarize.ts';
import manifest from '../package.json' with { type: 'json' };
import type { OptionSpec } from './command.ts';
import { type GivenOptions, givenValue, givenValues, invalid } from './given-options.ts';
import { toJson } from './terminal.ts';

export const REPORT_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'report',
    value: 'FILE',
    text: 'also write a report: FILE.html is a page to read, FILE.json is for programs',
  },
  {
    name: 'earlier',
    value: 'FILE.json',
    repeatable: 'repeatable',
    text: 'with --report: an earlier report; tells since when edges differ, and how many over time; may be repeated',
  },
];

const FORMS = { '.html': 'html', '.json': 'json' } as const;

/** The report that was asked for. */
export interface ReportFile {
  readonly path: string;
  readonly form: 'html' | 'json';
  readonly earlier: readonly FleetReport[];
}

/** Throws InvalidRequestError before anything is looked at: for a name that says no form, a folder that is not there, an earlier report that is none. */
export function parseReportFile(options: GivenOptions): ReportFile | undefined {
  const path = givenValue(options, 'report');
  const earlier = givenValues(options, 'earlier');
  if (path === undefined) {
    if (earlier.length > 0) throw invalid({ path: '--earlier', message: 'needs --report' });
    return undefined;
  }
  const extension = extname(path).toLowerCase();
  if (extension !== '.html' && extension !== '.json') {
    throw invalid({ path: '--report', message: `is neither .html nor .json, got ${shownValue(path)}` });
  }
  if (!isWritable(path)) {
    throw invalid({
      path: '--report',
      message: `cannot be written, got ${shownValue(path)}; name a file in a folder that exists`,
    });
  }
  return { path, form: FORMS[extension], earlier: earlier.map(readEarlier) };
}

/** Writes the report of a look. Says what went wrong if it could not: what was found is worth more than its report. */
export async function writeReport(
  { path, form, earlier }: ReportFile,
  look: AccountLook,
  run: Pick<RunFacts, 'mode' | 'startedAt' | 'finishedAt'>,
): Promise<string | undefined> {
  const facts: RunFacts = { ...run, id: randomUUID(), trigger: 'person', toolVersion: manifest.version };
  const report = carryOver(toFleetReport(facts, [toAccountReport(look)]), earlier);
  try {
    writeFileSync(path, form === 'html' ? await toPage(report, earlier) : `${toJson(report)}\n`);
    return undefined;
  } catch (error) {
    return `--report: could not be written to ${shownValue(path)}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Only who asks for a page waits until what renders it is loaded. */
async function toPage(report: FleetReport, earlier: readonly FleetReport[]): Promise<string> {
  const { renderPage } = await import('../functions/report/html/render-page.ts');
  return renderPage(report, earlier);
}

function isWritable(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    return !statSync(path, { throwIfNoEntry: false })?.isDirectory();
  } catch {
    return false;
  }
}

function readEarlier(path: string): FleetReport {
  return parseFleetReport(readText(path), `--earlier ${path}`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw invalid({ path: '--earlier', message: `could not be read (${why}), got ${shownValue(path)}` });
  }
}
