import { SFNClient, StartExecutionCommand, type StartExecutionCommandInput } from '@aws-sdk/client-sfn';
import { declareStateMachine, type Ending, type RunRequest } from '../../../simulator/stepfunctions/state.ts';
import type { StatusChangeEvent } from '../../../simulator/stepfunctions/status-change-event.ts';
import type { SimulatedAws } from '../../support/simulated-aws.ts';

export const MACHINE = 'arn:aws:states:us-east-1:111111111111:stateMachine:converge';
export const EXECUTION = 'arn:aws:states:us-east-1:111111111111:execution:converge';

/** A state machine whose executions end when the test says so. */
export interface PlayedMachine {
  readonly runs: readonly RunRequest[];
  readonly stopped: readonly string[];
  readonly events: readonly StatusChangeEvent[];
  start(input?: Partial<StartExecutionCommandInput>): Promise<{ executionArn?: string; startDate?: Date }>;
  end(name: string, ending: Ending): Promise<void>;
}

export function playMachine(aws: SimulatedAws): PlayedMachine {
  const runs: RunRequest[] = [];
  const stopped: string[] = [];
  const events: StatusChangeEvent[] = [];
  const endings = new Map<string, (ending: Ending) => void>();
  declareStateMachine(aws.simulator.world, {
    account: '111111111111',
    region: 'us-east-1',
    name: 'converge',
    run(request) {
      const { promise: ending, resolve } = Promise.withResolvers<Ending>();
      runs.push(request);
      endings.set(request.name, resolve);
      return { ending, stop: () => stopped.push(request.name) };
    },
    onStatusChange: (event) => events.push(event),
  });
  return {
    runs,
    stopped,
    events,
    start: (input) =>
      aws.client(SFNClient).send(new StartExecutionCommand({ stateMachineArn: MACHINE, name: 'one', ...input })),
    async end(name, ending) {
      endings.get(name)?.(ending);
      await new Promise(setImmediate);
    },
  };
}
