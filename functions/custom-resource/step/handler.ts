import type { Context } from 'aws-lambda';
import { isStillAtWork } from '../../reconciler/pause.ts';
import { runStep } from '../continuation/run-step.ts';
import type { Progress } from '../continuation/work-item.ts';
import { createConvergeWhile, lambdaClients } from '../converge-while.ts';
import { lambdaInvocation } from '../lambda-invocation.ts';
import { parseAddressKey, parseSettings } from '../settings.ts';

/** The tasks of the state machine that does the work of `Custom::SecureApiEdge`. */
export function handler(event: unknown, context: Context): Promise<Progress> {
  const settings = parseSettings(process.env);
  return runStep(event, lambdaInvocation(context), {
    addressKey: parseAddressKey(process.env),
    pollSeconds: settings.pollSeconds,
    convergeWhile: createConvergeWhile(settings),
    isStillAtWork: (watch) => isStillAtWork(lambdaClients(settings), watch),
  });
}
