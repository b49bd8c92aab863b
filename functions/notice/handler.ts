import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Context } from 'aws-lambda';
import { escapeControlsInJson } from '../doors/escape-controls.ts';
import { systemClock } from '../doors/system-clock.ts';
import { CLIENT_SETTINGS } from '../reconciler/aws/client-settings.ts';
import { startExecution } from '../reconciler/aws/start-execution.ts';
import { createMemory } from '../sweep/run-store.ts';
import { keepChange } from './kept-changes.ts';
import { readKnown } from './known-edges.ts';
import { type Noticed, noticeChange } from './notice-change.ts';
import { parseNotice } from './settings.ts';

/** Starts a sweep of an account in which somebody changed an edge. */
export async function handler(event: unknown, context: Context): Promise<Noticed> {
  const { bucket, stateMachineArn, ...settings } = parseNotice(process.env);
  const states = new SFNClient(CLIENT_SETTINGS);
  const memory = createMemory(new S3Client(CLIENT_SETTINGS), bucket);
  const logger = new Logger({ serviceName: 'notice', jsonReplacerFn: escapeControlsInJson });
  logger.addContext(context);
  return noticeChange(event, {
    ...settings,
    clock: systemClock,
    known: (change) => readKnown(memory, change, settings.zoneRoles),
    keepChange: (change) => keepChange(memory, change),
    startSweep: (name, input) => startExecution(states, { stateMachineArn, name, input: JSON.stringify(input) }),
    log: logger,
  });
}
