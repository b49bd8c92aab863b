import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { renderTable } from '../infra/build/render-table.ts';
import type { RequestRecord } from '../simulator/core/simulation.ts';
import { countContents } from './account-contents.ts';
import { minimumRequests } from './minimum-requests.ts';
import type { StepMemory, StepOrder } from './step-process.ts';
import {
  type OrganizationMeasure,
  REGION,
  SWEPT_REGIONS,
  type SweptOrganization,
  type SweptRun,
  startSweptOrganization,
} from './swept-organization.ts';

export interface OrganizationSweepSize extends OrganizationMeasure {
  /** Accounts at a time, each for a run that only looks. */
  readonly concurrencies: readonly number[];
}

interface MeasuredRun {
  /** In the accounts that were swept. */
  readonly inAccounts: number;
  /** In the tool's account: S3, STS, Organizations. */
  readonly besides: number;
  readonly writes: number;
  readonly fixed: number;
  /** Simulated. */
  readonly seconds: number;
}

export interface OrganizationSweep extends OrganizationSweepSize {
  readonly first: MeasuredRun;
  readonly second: MeasuredRun;
  /** Requests in the accounts, for a look at all of them. */
  readonly minimum: number;
  readonly looks: readonly { readonly concurrency: number; readonly seconds: number; readonly inAccounts: number }[];
  readonly memory: Readonly<Record<MeasuredStep, StepMemory>>;
}

const MEASURED_STEPS = ['nothing', 'plan', 'judge', 'report'] as const;
type MeasuredStep = (typeof MEASURED_STEPS)[number];

/** What SweepFunction has; V8 keeps to nine tenths of it, as in Lambda. */
const MEMORY_MEGABYTES = 2048;
const STEP_PROCESS = fileURLToPath(new URL('step-process.ts', import.meta.url));

/** A sweep that corrects, one right after it, looks with more and fewer accounts at a time, and what single steps hold in memory. */
export async function measureOrganizationSweep(size: OrganizationSweepSize): Promise<OrganizationSweep> {
  const swept = await startSweptOrganization(size);
  try {
    const first = await swept.sweep('first');
    requireInSync(first, size);
    const second = await swept.sweep('second');
    requireInSync(second, size);
    const looks: OrganizationSweep['looks'][number][] = [];
    for (const concurrency of size.concurrencies) {
      const changes = { MODE: 'detect', SWEEP_CONCURRENCY: String(concurrency) };
      const { seconds, report } = await swept.sweep(`look-${concurrency}`, changes);
      looks.push({ concurrency, seconds, inAccounts: report.summary.calls });
    }
    return {
      ...size,
      first: measuredOf(first),
      second: measuredOf(second),
      minimum: minimumOf(swept),
      looks,
      memory: await measureMemory(swept, first),
    };
  } finally {
    await swept.stop();
  }
}

/** A figure about a clean organization would mean nothing for one that is not. */
function requireInSync({ report: { summary } }: SweptRun, { accounts, domainsPerAccount }: OrganizationMeasure): void {
  const { edges, notChecked, byResult } = summary;
  const inSync = byResult['in-sync'] + byResult.fixed;
  if (edges === accounts * domainsPerAccount && inSync === edges && notChecked === 0) return;
  throw new Error(`summary: must be ${accounts * domainsPerAccount} edges in sync, got ${JSON.stringify(summary)}`);
}

function measuredOf({ report: { summary }, requests, seconds }: SweptRun): MeasuredRun {
  return {
    inAccounts: summary.calls,
    besides: requests.length - summary.calls,
    writes: requests.filter(isWriteOfAnEdge).length,
    fixed: summary.byResult.fixed,
    seconds,
  };
}

function isWriteOfAnEdge({ service, operation }: RequestRecord): boolean {
  return ['cloudfront', 'route53', 'acm'].includes(service) && !/^(Get|List|Describe)/.test(operation);
}

function minimumOf({ simulator, organization }: SweptOrganization): number {
  return organization.members
    .flatMap(({ account }) => Object.values(minimumRequests(countContents(simulator.world, account, SWEPT_REGIONS))))
    .reduce((sum, count) => sum + count, 0);
}

async function measureMemory(swept: SweptOrganization, { run }: SweptRun): Promise<OrganizationSweep['memory']> {
  const [member] = swept.organization.members;
  const wave = { next: 'report', pauseSeconds: 0, tasksKey: '' };
  const inputs: Readonly<Record<MeasuredStep, unknown>> = {
    nothing: undefined,
    plan: { step: 'plan', run: { ...run, id: 'memory' }, account: { id: member?.account } },
    judge: { step: 'judge', run },
    report: { step: 'report', run, wave },
  };
  const measured: [MeasuredStep, StepMemory][] = [];
  for (const step of MEASURED_STEPS) measured.push([step, await runInProcess(swept, inputs[step])]);
  return Object.fromEntries(measured) as Record<MeasuredStep, StepMemory>;
}

function runInProcess(
  { simulator, organization, environment }: SweptOrganization,
  input: unknown,
): Promise<StepMemory> {
  const order: StepOrder = {
    endpoint: simulator.endpoint,
    account: organization.toolsAccount,
    region: REGION,
    environment: environment(),
    now: simulator.clock.now(),
    input,
  };
  const { promise, resolve, reject } = Promise.withResolvers<StepMemory>();
  const heap = `--max-old-space-size=${Math.floor(MEMORY_MEGABYTES * 0.9)}`;
  const child = execFile(process.execPath, [heap, STEP_PROCESS], (error, stdout) =>
    error === null ? resolve(JSON.parse(stdout)) : reject(error),
  );
  child.stdin?.end(JSON.stringify(order));
  return promise;
}

export function layOutOrganizationSweep(sweep: OrganizationSweep): string {
  return [layOutRequests(sweep), layOutLooks(sweep), layOutMemory(sweep)].join('\n');
}

function layOutRequests({ accounts, domainsPerAccount, first, second, minimum }: OrganizationSweep): string {
  const rows = Object.entries({ first, second }).map(([name, run]) => [
    name,
    ...[run.fixed, run.writes, run.inAccounts, minimum].map(String),
    (run.inAccounts / minimum).toFixed(2),
    String(run.besides),
    run.seconds.toFixed(1),
  ]);
  const title = `sweep of ${accounts} accounts, ${accounts * domainsPerAccount} domains`;
  return renderTable([title, 'fixed', 'writes', 'requests', 'minimum', 'ratio', 'besides', 'seconds'], rows);
}

function layOutLooks({ accounts, looks, latencyMillis }: OrganizationSweep): string {
  const rows = looks.map(({ concurrency, seconds, inAccounts }) => [
    `${concurrency} at a time`,
    seconds.toFixed(1),
    ((looks[0]?.seconds ?? seconds) / seconds).toFixed(2),
    ((inAccounts * latencyMillis) / 1000 / seconds).toFixed(1),
  ]);
  return renderTable([`look at ${accounts} accounts`, 'seconds', 'times as fast', 'requests under way'], rows);
}

function layOutMemory({ accounts, memory }: OrganizationSweep): string {
  const rows = MEASURED_STEPS.map((step) => [
    step,
    (memory[step].rss / 1e6).toFixed(0),
    (memory[step].rss / memory.nothing.rss).toFixed(2),
    (memory[step].heap / 1e6).toFixed(0),
  ]);
  return renderTable([`memory of one step, ${accounts} accounts`, 'MB', 'ratio', 'heap, MB'], rows);
}
