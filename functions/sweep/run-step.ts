/**
 * The tasks of infra/state-machines/sweep.asl.yaml.
 *
 *   list         which accounts; those that cannot be looked at are rows at once
 *   plan         one account, as its reader; kept before anything is changed
 *   judge        the fleet as one: may it be changed, and in which waves
 *   apply        one account of a wave, as its writer
 *   next-wave    what the last wave came to: look again, go on, or stop
 *   report       everything into one document, and told to whoever waits for it
 *
 * What a task has kept already is not done again: a run that broke off and is redriven goes on where it stopped.
 */
import { answered } from './answered.ts';
import { type AppliedAccount, applyAccount, notChanged } from './apply-account.ts';
import { describeClosed, isOpen } from './change-window.ts';
import { rememberFailedProofs } from './failed-proofs.ts';
import { listAccounts } from './list-accounts.ts';
import { mergeApplied } from './merge-applied.ts';
import { olderSweep } from './older-sweep.ts';
import { emptyRow, type PlannedAccount, planAccount } from './plan-account.ts';
import { type ReportedRun, reportRun } from './report-run.ts';
import { keep, readEach } from './run-records.ts';
import type { RunStore } from './run-store.ts';
import { parseStepInput, type RunState, type StepInput, type WaveProgress } from './step-input.ts';
import type { SweepContext } from './sweep-context.ts';
import {
  type AccountPlan,
  type AccountResult,
  type AccountTask,
  judgeSweep,
  type NextWave,
  nextWave,
  type Wave,
  type WaveState,
} from './sweep-plan.ts';
import { createWaveStop, type WaveStop } from './wave-stop.ts';

export async function runStep(event: unknown, context: SweepContext): Promise<unknown> {
  const input = parseStepInput(event);
  switch (input.step) {
    case 'list':
      return list(input, context);
    case 'plan':
      return plan(input, context);
    case 'judge':
      return judge(input.run, context);
    case 'apply':
      return apply(input, context);
    case 'next-wave':
      return goOn(input.run, input.wave, context);
    case 'report':
      return reportRun(input.run, input.wave.because, input.wave.isBroken ? 'stopped' : 'to its end', context);
    case 'report-broken':
      return reportBroken(input, context);
  }
}

/** What is kept of the looks at an account, and which of them was the last. */
interface KeptApplied extends AppliedAccount {
  readonly look: string;
}

type InputOf<Step extends StepInput['step']> = Extract<StepInput, { step: Step }>;

/** A name may be used again after 90 days, and what a run keeps lives for a year. */
function idOf({ runId, startedAt }: { readonly runId: string; readonly startedAt: string }): string {
  return `${runId.replace(/[^\w-]/g, '-')}-${startedAt.replace(/\..*$/, '').replace(/\D/g, '')}`;
}

async function list(input: InputOf<'list'>, context: SweepContext): Promise<RunState> {
  const { startedAt, event } = input;
  const { settings } = context;
  const runId = idOf(input);
  const store = context.store(runId);
  const run: RunState = {
    id: runId,
    startedAt,
    trigger: triggerOf(event),
    bucket: store.bucket,
    accountsKey: store.keyOf('accounts'),
    resultsPrefix: store.keyOf('maps').replace(/\.json$/, ''),
    concurrency: settings.concurrency,
    event,
  };
  const givesWayTo = await olderOf(run, input, context);
  if (givesWayTo !== undefined) {
    context.log.warn('a sweep gives way to one that is still at work', { runId, givesWayTo });
    return { ...run, givesWayTo };
  }
  const own = answered(await context.thisAccount());
  const accounts = answered(await listAccounts(context.organizations, own, settings.scope));
  for (const account of accounts) {
    if (account.skipped !== undefined)
      await keep(store, `plan/${account.id}`, emptyRow(account, 'the account', account.skipped));
  }
  await keep(
    store,
    'accounts',
    accounts.filter(({ skipped }) => skipped === undefined),
  );
  context.log.info('a sweep begins', { runId, accounts: accounts.length, mode: settings.run.mode });
  return run;
}

/** The schedule may come around before everything of the last time is deployed. Whoever asks for a sweep gets one. */
async function olderOf(
  { trigger }: RunState,
  { stateMachine, execution, startedAt }: InputOf<'list'>,
  { stateMachines }: SweepContext,
): Promise<string | undefined> {
  if (trigger !== 'schedule' || stateMachine === undefined || execution === undefined) return undefined;
  return answered(await olderSweep(stateMachines, { stateMachine, execution, startedAt }));
}

function triggerOf(event: unknown): RunState['trigger'] {
  const source = typeof event === 'object' && event !== null && 'source' in event ? String(event.source) : '';
  if (source === 'aws.scheduler' || source === 'schedule') return 'schedule';
  return source.startsWith('aws.') ? 'event' : 'person';
}

async function plan({ run, account }: InputOf<'plan'>, context: SweepContext): Promise<AccountPlan> {
  const store = context.store(run.id);
  const kept = answered(await store.get(`plan/${account.id}`)) as PlannedAccount | undefined;
  if (kept !== undefined) return kept.plan;
  const planned = await planAccount(account, context);
  await keep(store, `plan/${account.id}`, planned);
  return planned.plan;
}

async function judge(run: RunState, context: SweepContext): Promise<WaveProgress> {
  const { settings, clock } = context;
  const store = context.store(run.id);
  const names = answered(await store.list('plan/'));
  const plans = await readEach(store, names, ({ plan }: PlannedAccount) => plan);
  const judgement = judgeSweep(
    settings.run.mode,
    plans.filter((plan) => plan !== undefined),
    settings.limits,
  );
  if (judgement.kind === 'detect') return report();
  if (judgement.kind === 'refused') return report(judgement.because);
  const now = clock.now();
  if (judgement.waves.length > 0 && settings.window !== undefined && !isOpen(settings.window, now))
    return report(describeClosed(settings.window, now));
  await keep(store, 'waves', judgement.waves);
  const left = judgement.leftForNextRun;
  const because =
    left > 0
      ? `${left} edges are left for the next run, because one run changes ${settings.limits.maximumChangedEdges} at most (MaximumChangedEdges)`
      : undefined;
  return toProgress(store, nextWave(judgement.waves, undefined, [], settings.limits), because);
}

async function apply({ run, task }: InputOf<'apply'>, context: SweepContext): Promise<unknown> {
  const store = context.store(run.id);
  const stop = createWaveStop(run.id, task, context);
  const earlier = await appliedTo(store, task.account);
  const applied = earlier?.look === task.look ? earlier : await applyAndKeep(store, task, { earlier, stop }, context);
  // Also where an earlier try kept its result and came no further.
  await stop.note(applied.result);
  await rememberFailedProofs(task.account, applied.failedProofs ?? {}, context);
  return applied.result;
}

async function applyAndKeep(
  store: RunStore,
  task: InputOf<'apply'>['task'],
  { earlier, stop }: { readonly earlier: KeptApplied | undefined; readonly stop: WaveStop },
  context: SweepContext,
): Promise<AppliedAccount> {
  const marks = `begun/${task.account}/${task.look}/`;
  const written = (earlier?.report.edges ?? []).filter(({ applied }) => applied.length > 0).map(({ domain }) => domain);
  // Of a try of this very look that died.
  const marked = answered(await store.list(marks)).map((mark) => mark.slice(marks.length));
  const begun = [...new Set([...written, ...marked])];
  const keepBegun = (domain: string) => store.put(`${marks}${domain}`, {});
  const applied = await applyAccount(task, { stop, begun, keepBegun }, context);
  await keep(store, `apply/${task.account}`, { ...mergeApplied(earlier, applied), look: task.look });
  return applied;
}

async function appliedTo(store: RunStore, account: string): Promise<KeptApplied | undefined> {
  return answered(await store.get(`apply/${account}`)) as KeptApplied | undefined;
}

async function goOn(run: RunState, { state, because }: WaveProgress, context: SweepContext): Promise<WaveProgress> {
  const store = context.store(run.id);
  const look = lookOf(state);
  const waves = answered(await store.get('waves')) as readonly Wave[];
  const tasks = answered(await store.get(`tasks/${look}`)) as Wave;
  const ended = await readEach(
    store,
    tasks.map(({ account }) => `apply/${account}`),
    (kept: KeptApplied) => (kept.look === look ? kept.result : undefined),
  );
  const results: AccountResult[] = [];
  for (const [at, task] of tasks.entries()) {
    const result = ended[at] ?? (await lost(store, task, look));
    if (ended[at] === undefined) await createWaveStop(run.id, { account: task.account, look }, context).note(result);
    results.push(result);
  }
  return toProgress(store, nextWave(waves, state, results, context.settings.limits), because);
}

/** A task that died each time it was tried may have written: nobody knows, and the report says so. */
async function lost(store: RunStore, { account, domains }: AccountTask, look: string): Promise<AccountResult> {
  const why =
    'the change ended without a result, and nobody knows how much of it was made; see the log of SweepFunction';
  const unknown = notChanged(account, domains, why, domains.length);
  await keep(store, `apply/${account}`, { ...mergeApplied(await appliedTo(store, account), unknown), look });
  return unknown.result;
}

function lookOf(state: WaveState | undefined): string {
  return `${state?.wave ?? 0}-${state?.rounds ?? 0}`;
}

async function toProgress(store: RunStore, next: NextWave, because: string | undefined): Promise<WaveProgress> {
  if (next.kind === 'done')
    return { ...report(next.stoppedBecause ?? because), ...(next.isBroken && { isBroken: true }) };
  const look = lookOf(next.state);
  await keep(
    store,
    `tasks/${look}`,
    next.tasks.map((task) => ({ ...task, look })),
  );
  return {
    next: 'apply',
    pauseSeconds: next.pauseSeconds,
    tasksKey: store.keyOf(`tasks/${look}`),
    state: next.state,
    ...(because !== undefined && { because }),
  };
}

function report(because?: string): WaveProgress {
  return { next: 'report', pauseSeconds: 0, tasksKey: '', ...(because !== undefined && { because }) };
}

async function reportBroken(input: InputOf<'report-broken'>, context: SweepContext): Promise<ReportedRun> {
  const run = { id: idOf(input), startedAt: input.startedAt, trigger: triggerOf(input.event) };
  return reportRun(run, describeBroken(input.broken), 'broken off', context);
}

function describeBroken({ Error: name, Cause = '' }: InputOf<'report-broken'>['broken']): string {
  return `the run broke off: ${name}: ${Cause.slice(0, 500)}`;
}
