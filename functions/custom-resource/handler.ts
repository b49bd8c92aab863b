import { SFNClient } from '@aws-sdk/client-sfn';
import type { Context } from 'aws-lambda';
import { CLIENT_SETTINGS } from '../reconciler/aws/client-settings.ts';
import { answerEvent, type Workplace } from './answer-event.ts';
import { createBegin } from './continuation/begin.ts';
import { createExecutions } from './continuation/executions.ts';
import { convergeInTime } from './converge-in-time.ts';
import { createConvergeWhile } from './converge-while.ts';
import type { Invocation } from './invocation.ts';
import { lambdaInvocation } from './lambda-invocation.ts';
import { parseSettings, parseStateMachine, type StateMachineSettings } from './settings.ts';

/** Made by the first request of a cold start. */
let warmClient: SFNClient | undefined;

/**
 * `Custom::SecureApiEdge`: takes one request of CloudFormation. With a state machine it hands the work on; without one (`sam local invoke`) it
 * converges here and answers.
 */
export async function handler(event: unknown, context: Context): Promise<void> {
  await answerEvent(event, lambdaInvocation(context), openWorkplace);
}

function openWorkplace(invocation: Invocation): Workplace {
  const stateMachine = invocation.place === 'aws' ? parseStateMachine(process.env) : undefined;
  if (stateMachine !== undefined) return handOnTo(stateMachine, invocation);
  const convergeWhile = createConvergeWhile(parseSettings(process.env));
  return { kind: 'here', converge: convergeInTime(convergeWhile, invocation) };
}

function handOnTo({ arn, addressKey }: StateMachineSettings, { clock, log }: Invocation): Workplace {
  warmClient ??= new SFNClient(CLIENT_SETTINGS);
  return {
    kind: 'execution',
    begin: createBegin({ executions: createExecutions(warmClient, arn), addressKey, clock, log }),
  };
}
