import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { ReportLog } from '../doors/log.ts';
import type { AwsClients } from '../reconciler/aws/clients.ts';
import type { Clock } from '../reconciler/model/clock.ts';
import type { Prover } from '../reconciler/prove/prover.ts';
import { lookAtAccount } from '../reconciler/reconcile-account.ts';
import { IncompleteSweepError } from './incomplete-sweep-error.ts';
import { logReport } from './log-report.ts';
import { publishMetrics } from './publish-metrics.ts';
import { isIncomplete, type Report, type Summary, toReport } from './report.ts';
import type { Run } from './settings.ts';

export interface SweepTools {
  /** Counts calls from nothing: one sweep's clients. */
  readonly clients: AwsClients;
  readonly clock: Clock;
  /** Tries edges before their records move; undefined: Deployed is enough. */
  readonly prover?: Prover;
  /** Until Lambda ends the invocation. */
  readonly remainingSeconds: () => number;
  readonly log: ReportLog;
  readonly metrics: Metrics;
}

/** A round that was begun is not cut short, and then the report is written: both must fit into this. */
const MARGIN_SECONDS = 120;

/**
 * Looks at the account, and reports whatever came of it before it returns or throws. Throws IncompleteSweepError when a fix failed or something
 * was not checked. What is refused, has drifted or still waits is an answer and no error: a repetition would say the same.
 */
export async function sweep(run: Run, tools: SweepTools): Promise<Summary> {
  const report = await lookAndReport(run, tools);
  logReport(report, tools.log);
  publishMetrics(report, tools.metrics);
  if (isIncomplete(report)) throw new IncompleteSweepError(report);
  return report.summary;
}

async function lookAndReport(
  { names, limits, pollSeconds, zoneRoles: _, ...run }: Run,
  { clients, clock, prover, remainingSeconds }: SweepTools,
): Promise<Report> {
  const startedAt = clock.now();
  const secondsLeft = () => remainingSeconds() - MARGIN_SECONDS;
  const look = await lookAtAccount(
    { ...run, clients, clock, ...(prover && { prover }) },
    { names, limits, secondsLeft, pollSeconds },
  );
  return toReport(look, { mode: run.mode, startedAt, finishedAt: clock.now() });
}
