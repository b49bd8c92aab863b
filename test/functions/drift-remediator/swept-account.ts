import { Metrics } from '@aws-lambda-powertools/metrics';
import type { ReportLog } from '../../../functions/doors/log.ts';
import type { Summary } from '../../../functions/drift-remediator/report.ts';
import { parseRun } from '../../../functions/drift-remediator/settings.ts';
import { sweep } from '../../../functions/drift-remediator/sweep.ts';
import { createAwsClients } from '../../../functions/reconciler/aws/clients.ts';
import type { Prover } from '../../../functions/reconciler/prove/prover.ts';
import type { RequestRecord } from '../../../simulator/core/simulation.ts';
import { ACCOUNT } from '../../support/estates.ts';
import type { SimulatedAws } from '../../support/simulated-aws.ts';
import { simulatedClock } from '../../support/simulated-clock.ts';

export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What one run left behind, for whoever operates it and in AWS. */
export interface Swept {
  readonly summary: Summary | undefined;
  /** What it threw. */
  readonly error: unknown;
  readonly lines: readonly Line[];
  readonly writes: readonly RequestRecord[];
}

export interface SweepOptions {
  readonly event?: unknown;
  /** Simulated seconds until Lambda would end the invocation. @default 900 */
  readonly seconds?: number;
  /** Tries edges. @default nobody: Deployed is enough */
  readonly prover?: Prover;
}

const ENVIRONMENT = { MODE: 'remediate', REGIONS: 'eu-west-1,us-east-1', AWS_REGION: 'eu-west-1' };

/** Runs the scheduled look once: real SDK clients over loopback, on the simulator's time. */
export async function sweepAccount(
  { simulator }: SimulatedAws,
  environment: Readonly<Record<string, string>> = {},
  { event = {}, seconds = 900, prover }: SweepOptions = {},
): Promise<Swept> {
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' };
  const clock = simulatedClock({ simulator });
  const clients = createAwsClients({ endpoint: simulator.endpoint, credentials, clock, maxAttempts: 1 });
  const before = simulator.requests().length;
  const end = simulator.clock.now() + seconds * 1000;
  const lines: Line[] = [];
  const ended = await settle(async () =>
    sweep(parseRun({ ...ENVIRONMENT, ...environment }, event), {
      clients,
      ...(prover && { prover }),
      clock,
      remainingSeconds: () => (end - simulator.clock.now()) / 1000,
      log: recordIn(lines),
      metrics: new Metrics({ namespace: 'Test' }),
    }),
  );
  clients.destroy();
  return { ...ended, lines, writes: simulator.requests().slice(before).filter(isWrite) };
}

async function settle(run: () => Promise<Summary>): Promise<Pick<Swept, 'summary' | 'error'>> {
  try {
    return { summary: await run(), error: undefined };
  } catch (error) {
    return { summary: undefined, error };
  }
}

function recordIn(lines: Line[]): ReportLog {
  return {
    info: (message, facts) => lines.push({ level: 'info', message, facts }),
    warn: (message, facts) => lines.push({ level: 'warn', message, facts }),
    error: (message, facts) => lines.push({ level: 'error', message, facts }),
  };
}

function isWrite({ operation }: RequestRecord): boolean {
  return !/^(Get|List|Describe)/.test(operation);
}
