import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Called, called } from './call.ts';

/** `duplicate`: there is one of this name already, at work or done. */
export type Started = 'started' | 'duplicate';

/** Step Functions starts no second execution of a name. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export async function startExecution(
  client: SFNClient,
  execution: { readonly stateMachineArn: string; readonly name: string; readonly input: string },
): Promise<Called<Started>> {
  const answer = await called('StepFunctions.StartExecution', () => client.send(new StartExecutionCommand(execution)));
  if (answer.kind === 'answered') return { kind: 'answered', value: 'started' };
  return answer.failure.code === 'ExecutionAlreadyExists' ? { kind: 'answered', value: 'duplicate' } : answer;
}
