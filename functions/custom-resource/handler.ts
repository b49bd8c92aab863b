import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { escapeControlsInJson } from '../doors/escape-controls.ts';
import { systemClock } from '../doors/system-clock.ts';
import { type AwsClients, createAwsClients } from '../reconciler/aws/clients.ts';
import { convergeEdge, type LookContext } from '../reconciler/reconcile.ts';
import { answerEvent } from './answer-event.ts';
import { type ConvergeWhile, convergeInTime } from './converge-in-time.ts';
import type { Invocation, Log, Timer } from './invocation.ts';
import { putResponse } from './send-response.ts';
import { parseSettings, type Settings } from './settings.ts';

/** Made by the first request of a cold start, when the environment has been read. */
let warmClients: AwsClients | undefined;

/** `Custom::SecureApiEdge`: answers one request of CloudFormation. */
export async function handler(event: unknown, context: Context): Promise<void> {
  await answerEvent(event, toInvocation(context), (invocation) => {
    return convergeInTime(createConvergeWhile(parseSettings(process.env)), invocation);
  });
}

function createConvergeWhile({ regions, drainSeconds, pollSeconds }: Settings): ConvergeWhile {
  warmClients ??= createAwsClients();
  const context: LookContext = {
    clients: warmClients,
    clock: systemClock,
    regions,
    mode: 'remediate',
    managedElsewhere: 'report',
    rules: {},
    newEdges: 'create',
    drainSeconds,
  };
  return (target, { signal, ...options }) => convergeEdge(target, { ...context, signal }, { ...options, pollSeconds });
}

function toInvocation(context: Context): Invocation {
  return {
    clock: systemClock,
    startTimer,
    remainingSeconds: () => context.getRemainingTimeInMillis() / 1000,
    place: process.env.AWS_SAM_LOCAL === 'true' ? 'local' : 'aws',
    logGroup: context.logGroupName,
    requestId: context.awsRequestId,
    put: putResponse,
    log: createLog(context),
    print: (answer) => {
      process.stdout.write(`${answer}\n`);
    },
  };
}

/** The event is never logged as it came: it holds the response URL. */
function createLog(context: Context): Log {
  const logger = new Logger({ serviceName: 'custom-resource', jsonReplacerFn: escapeControlsInJson });
  logger.addContext(context);
  return {
    info: (message, facts = {}) => logger.info(message, facts),
    error: (message, facts = {}) => logger.error(message, facts),
  };
}

function startTimer(seconds: number): Timer {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timeout = setTimeout(resolve, seconds * 1000);
  return { elapsed: promise, cancel: () => clearTimeout(timeout) };
}
