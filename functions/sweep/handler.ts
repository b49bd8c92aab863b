import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Context } from 'aws-lambda';
import manifest from '../../package.json' with { type: 'json' };
import { escapeControlsInJson } from '../doors/escape-controls.ts';
import type { ReportLog } from '../doors/log.ts';
import { systemClock } from '../doors/system-clock.ts';
import { called } from '../reconciler/aws/call.ts';
import { CLIENT_SETTINGS } from '../reconciler/aws/client-settings.ts';
import { createAwsClients } from '../reconciler/aws/clients.ts';
import { GLOBAL_REGION } from '../reconciler/model/names.ts';
import { networkOf } from '../reconciler/network/network-of.ts';
import { createProver } from '../reconciler/prove/prover.ts';
import { memberClients } from './member-clients.ts';
import { runStep } from './run-step.ts';
import { createMemory, createRunStore } from './run-store.ts';
import { parseSweep } from './settings.ts';
import { startingEvent } from './step-input.ts';
import type { SweepContext } from './sweep-context.ts';

/** The tasks of a sweep over the accounts of an organization. */
export async function handler(event: unknown, context: Context): Promise<unknown> {
  const settings = parseSweep(process.env, startingEvent(event));
  const sts = new STSClient(CLIENT_SETTINGS);
  const s3 = new S3Client(CLIENT_SETTINGS);
  const zones = { zoneRoles: settings.run.zoneRoles, looksAtOnce: settings.concurrency };
  const tools: SweepContext = {
    settings,
    clock: systemClock,
    prover: createProver(networkOf(process.env), systemClock),
    remainingSeconds: () => context.getRemainingTimeInMillis() / 1000,
    store: (runId) => createRunStore(s3, settings.bucket, runId),
    memory: createMemory(s3, settings.bucket),
    organizations: new OrganizationsClient({ ...CLIENT_SETTINGS, region: GLOBAL_REGION }),
    notifications: new SNSClient(CLIENT_SETTINGS),
    events: new EventBridgeClient(CLIENT_SETTINGS),
    securityHub: new SecurityHubClient(CLIENT_SETTINGS),
    stateMachines: new SFNClient(CLIENT_SETTINGS),
    clientsFor: async (account, role) =>
      settings.roles === undefined
        ? { kind: 'answered', value: createAwsClients(zones) }
        : memberClients(sts, account, role, settings.roles, zones),
    thisAccount: () =>
      called('STS.GetCallerIdentity', async () => (await sts.send(new GetCallerIdentityCommand({}))).Account ?? ''),
    toolVersion: manifest.version,
    log: createLog(context),
    metrics: new Metrics({ namespace: process.env.POWERTOOLS_METRICS_NAMESPACE || 'SecureApiEdge' }),
  };
  return runStep(event, tools);
}

function createLog(context: Context): ReportLog {
  const logger = new Logger({ serviceName: 'sweep', jsonReplacerFn: escapeControlsInJson });
  logger.addContext(context);
  return logger;
}
