import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { escapeControlsInJson } from '../doors/escape-controls.ts';
import { systemClock } from '../doors/system-clock.ts';
import type { Invocation, Log, Timer } from './invocation.ts';
import { putResponse } from './send-response.ts';

/** One run of a function in Lambda, or under `sam local invoke`. */
export function lambdaInvocation(context: Context): Invocation {
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
