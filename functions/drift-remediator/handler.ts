import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { escapeControlsInJson } from '../doors/escape-controls.ts';
import type { ReportLog } from '../doors/log.ts';
import { systemClock } from '../doors/system-clock.ts';
import { createAwsClients } from '../reconciler/aws/clients.ts';
import { networkOf } from '../reconciler/network/network-of.ts';
import { createProver } from '../reconciler/prove/prover.ts';
import type { Summary } from './report.ts';
import { parseRun } from './settings.ts';
import { sweep } from './sweep.ts';

/** The scheduled look at the account. Clients are made anew each time: runs are an hour apart, and calls are counted per run. */
export async function handler(event: unknown, context: Context): Promise<Summary> {
  const run = parseRun(process.env, event);
  const prover = createProver(networkOf(process.env), systemClock);
  const clients = createAwsClients({ zoneRoles: run.zoneRoles });
  try {
    return await sweep(run, {
      clients,
      clock: systemClock,
      prover,
      remainingSeconds: () => context.getRemainingTimeInMillis() / 1000,
      log: createLog(context),
      metrics: new Metrics({ namespace: process.env.POWERTOOLS_METRICS_NAMESPACE || 'SecureApiEdge' }),
    });
  } finally {
    clients.destroy();
  }
}

function createLog(context: Context): ReportLog {
  const logger = new Logger({ jsonReplacerFn: escapeControlsInJson });
  logger.addContext(context);
  return logger;
}
