import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Context } from 'aws-lambda';
import { escapeControlsInJson } from '../doors/escape-controls.ts';
import { systemClock } from '../doors/system-clock.ts';
import { REQUEST_TIMEOUTS } from '../reconciler/network/request-timeouts.ts';
import { createMemory } from '../sweep/run-store.ts';
import { readKnownEdges } from './known-edges.ts';
import { type Noticed, noticeChange } from './notice-change.ts';
import { parseNotice } from './settings.ts';
import { createStartSweep } from './start-sweep.ts';

const CLIENTS = { maxAttempts: 5, retryMode: 'adaptive', requestHandler: REQUEST_TIMEOUTS };

/** Starts a sweep of an account in which somebody changed an edge. */
export async function handler(event: unknown, context: Context): Promise<Noticed> {
  const { bucket, stateMachineArn, ...settings } = parseNotice(process.env);
  const memory = createMemory(new S3Client(CLIENTS), bucket);
  const logger = new Logger({ serviceName: 'notice', jsonReplacerFn: escapeControlsInJson });
  logger.addContext(context);
  return noticeChange(event, {
    ...settings,
    clock: systemClock,
    known: (account) => readKnownEdges(memory, account),
    keepChange: (account, name, change) => memory.put(`changes/${account}/${name}`, change),
    startSweep: createStartSweep(new SFNClient(CLIENTS), stateMachineArn),
    log: {
      info: (message, facts) => logger.info(message, facts),
      warn: (message, facts) => logger.warn(message, facts),
      error: (message, facts) => logger.error(message, facts),
    },
  });
}
