/** The tasks of a sweep, one after the other as the state machine runs them, with real SDK clients against the simulated accounts. */

import type { Clock } from '../../functions/reconciler/model/clock.ts';
import type { Prover } from '../../functions/reconciler/prove/prover.ts';
import type { FleetReport } from '../../functions/report/fleet-report.ts';
import type { ReportedRun } from '../../functions/sweep/report-run.ts';
import { runStep } from '../../functions/sweep/run-step.ts';
import type { RunState, WaveProgress } from '../../functions/sweep/step-input.ts';
import type { SweepContext } from '../../functions/sweep/sweep-context.ts';
import { deploySweep } from '../../infra/simulated/deploy-sweep.ts';
import { openSweepTools, type SweepPlace, type SweepTools } from '../../infra/simulated/sweep-tools.ts';
import { createVirtualTime } from '../../simulator/core/virtual-time.ts';
import { declareBucket, objectText } from '../../simulator/s3/state.ts';
import type { ClientScope, SimulatedAws } from './simulated-aws.ts';
import { simulatedClock } from './simulated-clock.ts';

export const TOOL_ACCOUNT = '999999999999';
export const BUCKET = 'secure-api-edge-reports';
export const EXTERNAL_ID = 'sweep-7f3a';

export interface SweptRun {
  readonly report: FleetReport;
  readonly waves: readonly WaveProgress[];
  readonly logged: readonly string[];
  readonly isComplete: boolean;
  readonly findingsNotImported: number | undefined;
  /** What the run kept under this name, such as `report.html`; undefined where it kept nothing. */
  kept(name: string): string | undefined;
}

export interface ExecutedSweep {
  readonly status: string;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly report: FleetReport;
}

export interface SimulatedSweep {
  /** The state machine itself, in simulated time. */
  execute(
    environment?: Readonly<Record<string, string>>,
    options?: { readonly runId?: string; readonly event?: unknown },
  ): Promise<ExecutedSweep>;
  /** What the handler would make of this environment. */
  context(environment?: Readonly<Record<string, string>>, event?: unknown): SweepContext;
  /** A whole run; with the id and the start of an earlier one, that run redriven. */
  run(
    environment?: Readonly<Record<string, string>>,
    options?: {
      readonly runId?: string;
      readonly startedAt?: string;
      readonly event?: unknown;
      /** ARNs. @default nobody asks what else runs */
      readonly of?: { readonly stateMachine: string; readonly execution: string };
    },
  ): Promise<SweptRun>;
}

const ENVIRONMENT = {
  MODE: 'remediate',
  REGIONS: 'eu-west-1',
  READER_ROLE: 'secure-api-edge-reader',
  WRITER_ROLE: 'secure-api-edge-writer',
  EXTERNAL_ID,
  REPORT_BUCKET: BUCKET,
};

interface SweepOptions {
  /** Of a role, where it matters who asks. @default the tool's account's own */
  readonly credentials?: () => ClientScope['credentials'];
  /** @default no proof is taken */
  readonly prover?: (clock: Clock) => Prover;
}

export function useSweep(aws: SimulatedAws, { credentials, prover }: SweepOptions = {}): SimulatedSweep {
  const logged: string[] = [];
  beforeEach(() => {
    logged.length = 0;
    declareBucket(aws.simulator.world, { account: TOOL_ACCOUNT, region: 'eu-west-1', name: BUCKET });
  });

  const opened: SweepTools[] = [];
  afterEach(() => {
    for (const tools of opened.splice(0)) tools.destroy();
  });
  const placeNow = (): SweepPlace => {
    const role = credentials?.();
    const onLogLine = (line: string) => logged.push(line);
    return {
      simulator: aws.simulator,
      account: TOOL_ACCOUNT,
      region: 'eu-west-1',
      onLogLine,
      ...(role && { credentials: role }),
      ...(prover && { prover }),
    };
  };
  const context: SimulatedSweep['context'] = (environment = {}, event) => {
    const tools = openSweepTools(placeNow());
    opened.push(tools);
    return tools.context({
      environment: { ...ENVIRONMENT, ...environment },
      event,
      clock: simulatedClock(aws),
      remainingSeconds: () => 900,
    });
  };

  return {
    context,
    async execute(environment = {}, { runId = 'run-1', event = {} } = {}) {
      const deployed = deploySweep({
        ...placeNow(),
        simulator: aws.simulator,
        time: createVirtualTime(aws.simulator.clock),
        environment: { ...ENVIRONMENT, ...environment },
      });
      const ended = await deployed.execute({ id: runId, event });
      if (ended.reportKey === undefined) throw new Error(`The sweep wrote no report: ${ended.status} ${ended.cause}`);
      return { ...ended, report: storedJson(aws, ended.reportKey) };
    },
    async run(environment = {}, { runId = 'run-1', startedAt = nowIn(aws), event, of } = {}) {
      const step = async <T>(input: Record<string, unknown>) =>
        (await runStep(input, context(environment, event))) as T;
      const run = await step<RunState>({ step: 'list', runId, startedAt, event, ...of });
      for (const account of storedJson(aws, run.accountsKey)) await step({ step: 'plan', run, account });
      const waves: WaveProgress[] = [];
      for (let wave = await step<WaveProgress>({ step: 'judge', run }); ; ) {
        waves.push(wave);
        if (wave.next === 'report') break;
        aws.simulator.clock.advance(wave.pauseSeconds);
        for (const task of storedJson(aws, wave.tasksKey)) await step({ step: 'apply', run, task });
        wave = await step<WaveProgress>({ step: 'next-wave', run, wave });
      }
      const reported = await step<ReportedRun>({
        step: 'report',
        run,
        wave: waves.at(-1),
      });
      return {
        report: storedJson(aws, reported.reportKey),
        waves,
        logged,
        isComplete: reported.isComplete,
        findingsNotImported: reported.findingsNotImported,
        kept: (name) => objectText(aws.simulator.world, BUCKET, `runs/${run.id}/${name}`),
      };
    },
  };
}

function nowIn(aws: SimulatedAws): string {
  return new Date(aws.simulator.clock.now()).toISOString();
}

function storedJson(aws: SimulatedAws, key: string) {
  return JSON.parse(objectText(aws.simulator.world, BUCKET, key)!);
}
