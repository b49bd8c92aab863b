import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { called } from '../reconciler/aws/call.ts';
import type { NoticeContext } from './notice-change.ts';

/** Starts an execution of the sweep; one of that name already is as good. */
export function createStartSweep(client: SFNClient, stateMachineArn: string): NoticeContext['startSweep'] {
  return async (name, input) => {
    const answer = await called('StepFunctions.StartExecution', () =>
      client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) })),
    );
    if (answer.kind === 'answered') return { kind: 'answered', value: 'started' };
    return answer.failure.code === 'ExecutionAlreadyExists' ? { kind: 'answered', value: 'duplicate' } : answer;
  };
}
