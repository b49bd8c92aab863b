import type { FleetReport } from '../functions/report/fleet-report.ts';
import { parseStepInput, type RunState } from '../functions/sweep/step-input.ts';
import { deploySweep } from '../infra/simulated/deploy-sweep.ts';
import type { RequestRecord } from '../simulator/core/simulation.ts';
import { createVirtualTime, type VirtualTime } from '../simulator/core/virtual-time.ts';
import {
  type GeneratedOrganization,
  generateOrganization,
  readerRole,
  writerRole,
} from '../simulator/estates/generate-organization.ts';
import { loadOrganization } from '../simulator/estates/load-organization.ts';
import { declareBucket, objectText } from '../simulator/s3/state.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { type AroundCall, aroundCalls } from './around-calls.ts';

export interface OrganizationMeasure {
  readonly accounts: number;
  readonly domainsPerAccount: number;
  readonly driftedShare: number;
  /** Of every request, in simulated time. */
  readonly latencyMillis: number;
}

export const SWEPT_REGIONS = ['us-east-1', 'eu-west-1'] as const;
/** Where the sweep runs. */
export const REGION = 'eu-west-1';
const BUCKET = 'edge-reports';

export interface SweptRun {
  readonly report: Pick<FleetReport, 'run' | 'summary'>;
  /** What is passed from step to step. */
  readonly run: RunState;
  /** Simulated, from the start of the execution to the end of the report. */
  readonly seconds: number;
  /** All that AWS was asked, in the tool's account too. */
  readonly requests: readonly RequestRecord[];
}

/** An organization of generated accounts, swept as the state machine does, in simulated time. */
export interface SweptOrganization {
  readonly simulator: Simulator;
  readonly organization: GeneratedOrganization;
  readonly environment: (changes?: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  readonly sweep: (runId: string, changes?: Readonly<Record<string, string>>) => Promise<SweptRun>;
  readonly stop: () => Promise<void>;
}

export async function startSweptOrganization(size: OrganizationMeasure): Promise<SweptOrganization> {
  const simulator = await startSimulator();
  const organization = generateOrganization({ ...size, regions: SWEPT_REGIONS });
  loadOrganization(simulator, organization);
  const { toolsAccount, managementAccount, externalId, members } = organization;
  declareBucket(simulator.world, { account: toolsAccount, region: REGION, name: BUCKET });

  const environment = (changes: Readonly<Record<string, string>> = {}) => ({
    MODE: 'remediate',
    REGIONS: SWEPT_REGIONS.join(),
    SWEPT_ACCOUNTS: 'organization',
    EXCLUDED_ACCOUNTS: [managementAccount, toolsAccount].join(),
    CANARY_ACCOUNTS: members[0]?.account ?? '',
    MAXIMUM_CHANGED_EDGES: '1000000',
    READER_ROLE: readerRole,
    WRITER_ROLE: writerRole,
    EXTERNAL_ID: externalId,
    REPORT_BUCKET: BUCKET,
    ...changes,
  });
  return {
    simulator,
    organization,
    environment,
    async sweep(runId, changes) {
      const time = createVirtualTime(simulator.clock);
      const asked = simulator.requests().length;
      let run: RunState | undefined;
      const sweep = deploySweep({
        simulator,
        time,
        account: toolsAccount,
        region: REGION,
        environment: environment(changes),
        hook: (clients) => aroundCalls(clients, takingTime(time, size.latencyMillis / 1000)),
        onStep({ input }) {
          const step = parseStepInput(input);
          if ('run' in step) run = step.run;
        },
        // A connection that was idle for long in real time may be closed just then.
        maxAttempts: 3,
        onLogLine: () => {},
      });
      const { status, reportKey = '' } = await sweep.execute({ id: runId });
      const report: FleetReport = JSON.parse(objectText(simulator.world, BUCKET, reportKey) ?? '');
      if (status !== 'SUCCEEDED' || run === undefined)
        throw new Error(`execution: must have SUCCEEDED, got ${status}: ${whyIncomplete(report)}`);
      const { startedAt, finishedAt } = report.run;
      return {
        report: { run: report.run, summary: report.summary },
        run,
        seconds: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000,
        requests: simulator.requests().slice(asked),
      };
    },
    stop: () => simulator.stop(),
  };
}

/** The first thing that went wrong. */
function whyIncomplete({ accounts, refusal }: FleetReport): string {
  const [unread] = accounts.flatMap(({ id, notChecked }) =>
    notChecked.map(({ what, why }) => `${id}: ${what}: ${why}`),
  );
  const failed = accounts.flatMap(({ edges }) => edges).find(({ result }) => result === 'failed');
  return refusal ?? unread ?? (failed === undefined ? 'no reason is given' : `${failed.domain}: ${failed.text}`);
}

/** A request is at work by itself: what is sent at the same time takes its time at the same time. */
function takingTime(time: VirtualTime, seconds: number): AroundCall {
  return (_, send) =>
    time.awaiting(
      time.run(async () => {
        await time.sleep(seconds);
        return send();
      }),
    );
}
