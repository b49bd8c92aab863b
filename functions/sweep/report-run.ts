/**
 * The last step of a run: what was found joined with what became of it, account by account, into one document; then whoever waits for it is told. Telling
 * may fail: the report is kept by then.
 */
import pLimit from 'p-limit';
import { type EdgeWords, mergeWords, type WordsByDomain } from '../notice/edge-words.ts';
import { type KnownChange, readChanges } from '../notice/kept-changes.ts';
import type { SeenAccount } from '../notice/known-edges.ts';
import { describeFailure } from '../reconciler/model/failure.ts';
import { carryOver } from '../report/carry-over.ts';
import type { AccountReport, EdgeReport, FleetReport, PastRun, RunFacts, Summary } from '../report/fleet-report.ts';
import { MOST_WITH_IN_SYNC } from '../report/html/listed-edges.ts';
import { MOST_RUNS_SHOWN } from '../report/html/over-time.ts';
import { renderPage } from '../report/html/render-page.ts';
import { addSummaries, summarize, toFleetReport } from '../report/summarize.ts';
import { answered } from './answered.ts';
import type { AppliedAccount } from './apply-account.ts';
import { importFindings, keptReport, noteClosed } from './import-findings.ts';
import type { SweptAccount } from './list-accounts.ts';
import { mergeReports } from './merge-applied.ts';
import { emptyRow, type PlannedAccount } from './plan-account.ts';
import { publishMetrics, type RunEnd } from './publish-metrics.ts';
import { rememberSeen } from './remember-edges.ts';
import { createReportFile, type ReportFile } from './report-file.ts';
import { keepForLater, readEach } from './run-records.ts';
import type { RunStore } from './run-store.ts';
import type { RunState } from './step-input.ts';
import { stillOpen } from './still-open.ts';
import type { SweepContext } from './sweep-context.ts';
import { tell } from './tell.ts';

/** What a report says of its run; one that broke off has no other state. */
export type EndedRun = Pick<RunState, 'id' | 'startedAt' | 'trigger'>;

export interface ReportedRun {
  /** False when something failed or was not checked. */
  readonly isComplete: boolean;
  readonly reportKey: string;
  readonly summary: Summary;
  /** That Security Hub did not take; left out where it took all, or was not to be told. */
  readonly findingsNotImported?: number;
}

/** What one run knows of an account. */
interface FoundAccount {
  readonly report: AccountReport;
  readonly words: WordsByDomain | undefined;
}

/** Accounts that are in memory in full at the same time. */
const AT_ONCE = 50;
const AT_A_TIME = 20;
/** Of an account, the newest. */
const MOST_CHANGES = 100;

export async function reportRun(
  run: EndedRun,
  because: string | undefined,
  went: RunEnd,
  context: SweepContext,
): Promise<ReportedRun> {
  const file = await createReportFile();
  try {
    return await reportInto(file, run, because, went, context);
  } finally {
    await file.remove();
  }
}

async function reportInto(
  file: ReportFile,
  run: EndedRun,
  because: string | undefined,
  went: RunEnd,
  context: SweepContext,
): Promise<ReportedRun> {
  const store = context.store(run.id);
  const facts: RunFacts = {
    id: run.id,
    mode: context.settings.run.mode,
    trigger: run.trigger,
    startedAt: new Date(run.startedAt).toISOString(),
    finishedAt: context.clock.now().toISOString(),
    toolVersion: context.toolVersion,
  };
  const last = await keptReport(context.memory, 'last-report');
  const shown: AccountReport[] = [];
  const seen: SeenAccount[] = [];
  let summary = summarize([]);
  for await (const found of accountsOf(store)) {
    const told = await remember(toFleetReport(facts, reportsOf(found)), found, last, context);
    seen.push(...found.map(toSeen));
    await file.add(told.accounts);
    summary = addSummaries(summary, told.summary);
    shown.push(...(summary.edges > MOST_WITH_IN_SYNC ? told.accounts.map(withoutDetails) : told.accounts));
  }
  const report: FleetReport = { ...toFleetReport(facts, shown, because), summary };
  const { settings } = context;
  const accounts = went !== 'broken off' && settings.scope.only === undefined ? 'all' : 'some';
  const remembered = stillOpen(report, last, { accounts, edges: settings.edges });
  const closed = await noteClosed(report, { before: last, after: remembered }, context);
  await keep(file, report, store);
  const isWhole = accounts === 'all' && settings.edges === 'all';
  await show(report, isWhole ? 'whole' : 'part', store, context);
  await keepForLater('last-report', remembered, context);
  if (went !== 'broken off' && settings.edges === 'all') await rememberSeen(seen, accounts, context);
  publishMetrics(report, went, context.metrics);
  await tell(report, store.keyOf('report'), context);
  const lost = await importFindings(report, closed, context);
  const wentWell = went === 'to its end' && summary.accounts > 0;
  const isComplete = wentWell && summary.byResult.failed === 0 && summary.notChecked === 0;
  return {
    isComplete,
    reportKey: store.keyOf('report'),
    summary,
    ...(lost > 0 && { findingsNotImported: lost }),
  };
}

/** The accounts of a run in the order of their ids, some at a time; those whose look died each time are rows too. */
async function* accountsOf(store: RunStore): AsyncGenerator<readonly FoundAccount[]> {
  const planned = new Set(answered(await store.list('plan/')));
  const applied = new Set(answered(await store.list('apply/')));
  const listed = (answered(await store.get('accounts')) ?? []) as readonly SweptAccount[];
  const lost = new Map(listed.filter(({ id }) => !planned.has(`plan/${id}`)).map((account) => [account.id, account]));
  const ids = [...[...planned].map((name) => name.slice('plan/'.length)), ...lost.keys()].sort();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const found = await readEach(
      store,
      some.map((id) => `plan/${id}`),
      ({ report, words }: PlannedAccount): FoundAccount => ({ report, words }),
    );
    const became = await readEach(
      store,
      some.map((id) => `apply/${id}`).filter((name) => applied.has(name)),
      ({ report, words }: AppliedAccount): FoundAccount => ({ report, words }),
    );
    const byId = new Map(became.filter((one) => one !== undefined).map((one) => [one.report.id, one]));
    yield some.map((id, index) => joined(found[index] ?? lostRow(lost.get(id) ?? { id }), byId.get(id)));
  }
}

function joined(planned: FoundAccount, applied: FoundAccount | undefined): FoundAccount {
  if (applied === undefined) return planned;
  return { report: mergeReports(planned.report, applied.report), words: mergeWords(planned.words, applied.words) };
}

function lostRow(account: SweptAccount): FoundAccount {
  const why = 'the look at it ended without a result; see the log of SweepFunction';
  return { report: emptyRow(account, 'the account', why).report, words: undefined };
}

function reportsOf(found: readonly FoundAccount[]): readonly AccountReport[] {
  return found.map(({ report }) => report);
}

function toSeen({ report: { id, notChecked }, words = {} }: FoundAccount): SeenAccount {
  return { id, words, covers: notChecked.length === 0 ? 'whole' : 'part' };
}

/** Since when, and by whom: what earlier runs and noticed changes know. Without them the report is poorer and still true. */
async function remember(
  report: FleetReport,
  seen: readonly FoundAccount[],
  last: FleetReport | undefined,
  { memory }: SweepContext,
): Promise<FleetReport> {
  const limit = pLimit(AT_A_TIME);
  const words = new Map(seen.map((found) => [found.report.id, found.words]));
  const accounts = await Promise.all(
    report.accounts.map((account) => limit(() => withChanges(account, words.get(account.id), memory))),
  );
  const ids = new Set(accounts.map(({ id }) => id));
  const earlier = last === undefined ? [] : [{ ...last, accounts: last.accounts.filter(({ id }) => ids.has(id)) }];
  return carryOver({ ...report, accounts }, earlier);
}

async function withChanges(
  account: AccountReport,
  words: WordsByDomain | undefined,
  memory: RunStore,
): Promise<AccountReport> {
  if (account.edges.every(({ result }) => result === 'in-sync')) return account;
  const changes = await readChanges(memory, account.id, MOST_CHANGES);
  return { ...account, edges: account.edges.map((edge) => withChange(edge, words?.[edge.domain], changes)) };
}

/** The last change that names the edge or a part of it. */
function withChange(edge: EdgeReport, words: EdgeWords | undefined, changes: readonly KnownChange[]): EdgeReport {
  if (edge.result === 'in-sync') return edge;
  const own = [edge.domain, ...(words?.parts ?? []), ...(words?.zones ?? [])];
  const last = changes.findLast(({ touches }) => touches.some((word) => own.includes(word)));
  return last === undefined ? edge : { ...edge, changedBy: { who: last.who, what: last.what, at: last.at } };
}

/** In a large fleet, the page, the notice and the next report need no more of an edge in sync than that it is. */
function withoutDetails(account: AccountReport): AccountReport {
  return {
    ...account,
    edges: account.edges.map((edge) => (edge.result === 'in-sync' ? barely(edge) : edge)),
  };
}

/** Half a million of these fit into the function's memory. */
function barely({ domain, region, passed }: EdgeReport): EdgeReport {
  return { ...NOTHING_MORE, domain, passed, ...(region !== undefined && { region }) };
}

const NOTHING_MORE = {
  result: 'in-sync',
  text: 'in sync',
  verdicts: [],
  applied: [],
  planned: [],
  path: { notChecked: [] },
} as const satisfies Partial<EdgeReport>;

async function keep(file: ReportFile, report: FleetReport, store: RunStore): Promise<void> {
  const { accounts: _, ...rest } = report;
  const { bytes, open } = await file.close(rest);
  answered(await store.putFile('report', bytes, open));
}

/** The page for people. Runs over everything are drawn over time; one over a part would be compared with what it did not look at. */
async function show(
  report: FleetReport,
  covers: 'whole' | 'part',
  store: RunStore,
  context: SweepContext,
): Promise<void> {
  // A try of this step that died may have come as far.
  const past =
    covers === 'whole' ? (await pastRuns(context))?.filter((one) => one.run.id !== report.run.id) : undefined;
  const page = await store.putPage('report', renderPage(report, past));
  if (page.kind === 'failed') context.log.error('the page was not kept', { because: describeFailure(page.failure) });
  const { run, summary } = report;
  if (past !== undefined) await keepForLater('past-runs', [...past, { run, summary }].slice(-MOST_RUNS_SHOWN), context);
}

/** Those before this one. Where they cannot be read the page is poorer and still true, and they are not written over. */
async function pastRuns({ memory, log }: SweepContext): Promise<readonly PastRun[] | undefined> {
  const kept = await memory.get('past-runs');
  if (kept.kind === 'answered') return (kept.value ?? []) as readonly PastRun[];
  log.error('earlier runs could not be read', { because: describeFailure(kept.failure) });
  return undefined;
}
