/**
 * The last step of a run: what was found joined with what became of it, account by account, into one document; then whoever waits for it is told. Telling
 * may fail: the report is kept by then.
 */
import pLimit from 'p-limit';
import { knownEdgesOf } from '../notice/known-edges.ts';
import { type KnownChange, readChanges } from '../notice/read-changes.ts';
import { describeFailure } from '../reconciler/model/failure.ts';
import { carryOver } from '../report/carry-over.ts';
import type { AccountReport, EdgeReport, FleetReport, RunFacts, Summary } from '../report/fleet-report.ts';
import { renderPage } from '../report/html/render-page.ts';
import { addSummaries, summarize, toFleetReport } from '../report/summarize.ts';
import type { AppliedAccount } from './apply-account.ts';
import { importFindings, keptReport, noteClosed } from './import-findings.ts';
import type { SweptAccount } from './list-accounts.ts';
import { mergeReports } from './merge-applied.ts';
import { emptyRow, type PlannedAccount } from './plan-account.ts';
import { publishMetrics, type RunEnd } from './publish-metrics.ts';
import { createReportFile, type ReportFile } from './report-file.ts';
import { answered, readEach } from './run-records.ts';
import type { RunStore } from './run-store.ts';
import type { RunState } from './step-input.ts';
import { stillOpen } from './still-open.ts';
import type { SweepContext } from './sweep-context.ts';
import { tell } from './tell.ts';

export interface ReportedRun {
  /** False when something failed or was not checked. */
  readonly isComplete: boolean;
  readonly reportKey: string;
  readonly summary: Summary;
  /** That Security Hub did not take; left out where it took all, or was not to be told. */
  readonly findingsNotImported?: number;
}

/** Accounts that are in memory in full at the same time. */
const AT_ONCE = 50;
const WRITES = 20;
/** Of an account, the newest. */
const MOST_CHANGES = 100;

export async function reportRun(
  run: RunState,
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
  run: RunState,
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
  let summary = summarize([]);
  for await (const accounts of accountsOf(store)) {
    const told = await remember(toFleetReport(facts, accounts), last, went, context);
    await file.add(told.accounts);
    summary = addSummaries(summary, told.summary);
    shown.push(...told.accounts.map(withoutDetails));
  }
  const report: FleetReport = { ...toFleetReport(facts, shown, because), summary };
  const { settings } = context;
  const accounts = went !== 'broken off' && settings.scope.only === undefined ? 'all' : 'some';
  const remembered = stillOpen(report, last, { accounts, edges: settings.edges });
  const closed = await noteClosed(report, { before: last, after: remembered }, context);
  await keep(file, report, remembered, store, context);
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
async function* accountsOf(store: RunStore): AsyncGenerator<readonly AccountReport[]> {
  const planned = new Set(answered(await store.list('plan/')));
  const applied = new Set(answered(await store.list('apply/')));
  const listed = (answered(await store.get('accounts')) ?? []) as readonly SweptAccount[];
  const lost = new Map(listed.filter(({ id }) => !planned.has(`plan/${id}`)).map((account) => [account.id, account]));
  const ids = [...[...planned].map((name) => name.slice('plan/'.length)), ...lost.keys()].sort();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const found = await readEach<PlannedAccount>(
      store,
      some.map((id) => `plan/${id}`),
    );
    const became = await readEach<AppliedAccount>(
      store,
      some.filter((id) => applied.has(`apply/${id}`)).map((id) => `apply/${id}`),
    );
    const byId = new Map(became.flatMap((one) => (one === undefined ? [] : [[one.report.id, one.report] as const])));
    yield some.map((id, index) => joined(found[index] ?? lostRow(lost.get(id) ?? { id }), byId.get(id)));
  }
}

function joined({ report }: PlannedAccount, applied: AccountReport | undefined): AccountReport {
  return applied === undefined ? report : mergeReports(report, applied);
}

function lostRow(account: SweptAccount): PlannedAccount {
  return emptyRow(account, 'the account', 'the look at it ended without a result; see the log of SweepFunction');
}

/** Since when, and by whom: what earlier runs and noticed changes know. Without them the report is poorer and still true. */
async function remember(
  report: FleetReport,
  last: FleetReport | undefined,
  went: RunEnd,
  { memory, log, settings }: SweepContext,
): Promise<FleetReport> {
  const limit = pLimit(WRITES);
  const accounts = await Promise.all(report.accounts.map((account) => limit(() => withChanges(account, memory))));
  const ids = new Set(accounts.map(({ id }) => id));
  const earlier = last === undefined ? [] : [{ ...last, accounts: last.accounts.filter(({ id }) => ids.has(id)) }];
  const told = carryOver({ ...report, accounts }, earlier);
  const sawAll = settings.edges === 'all' && went !== 'broken off';
  const seen = told.accounts.filter(({ notChecked }) => sawAll && notChecked.length === 0);
  const kept = await Promise.all(
    seen.map((account) => limit(() => memory.put(`known/${account.id}`, knownEdgesOf(account)))),
  );
  for (const one of kept) {
    if (one.kind === 'failed') log.error('something was not remembered', { because: describeFailure(one.failure) });
  }
  return told;
}

async function withChanges(account: AccountReport, memory: RunStore): Promise<AccountReport> {
  if (account.edges.every(({ result }) => result === 'in-sync')) return account;
  const changes = await readChanges(memory, account.id, MOST_CHANGES);
  return { ...account, edges: account.edges.map((edge) => withChange(edge, changes)) };
}

/** The last change that names the edge or its distribution. */
function withChange(edge: EdgeReport, changes: readonly KnownChange[]): EdgeReport {
  if (edge.result === 'in-sync') return edge;
  const { distribution } = edge.path;
  const words = [edge.domain, distribution?.id, distribution?.domainName].map((word) => word?.toLowerCase());
  const last = changes.findLast(({ touches }) => touches.some((word) => words.includes(word)));
  return last === undefined ? edge : { ...edge, changedBy: { who: last.who, what: last.what, at: last.at } };
}

/** Of an edge in sync, the page, the notice and the next report need no more than that it is. */
function withoutDetails(account: AccountReport): AccountReport {
  return {
    ...account,
    edges: account.edges.map((edge) =>
      edge.result === 'in-sync' ? { ...edge, verdicts: [], path: { notChecked: [] } } : edge,
    ),
  };
}

async function keep(
  file: ReportFile,
  report: FleetReport,
  remembered: FleetReport,
  store: RunStore,
  { memory, log }: SweepContext,
): Promise<void> {
  const { accounts: _, ...rest } = report;
  const { bytes, open } = await file.close(rest);
  answered(await store.putFile('report', bytes, open));
  const others = [await store.putPage('report', renderPage(report)), await memory.put('last-report', remembered)];
  for (const one of others) {
    if (one.kind === 'failed')
      log.error('a part of the report was not kept', { because: describeFailure(one.failure) });
  }
}
