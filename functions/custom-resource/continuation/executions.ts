import {
  type ExecutionListItem,
  paginateListExecutions,
  type SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Called, called } from '../../reconciler/aws/call.ts';
import { type Started, startExecution } from '../../reconciler/aws/start-execution.ts';
import { parseExecutionName, type RequestName } from './execution-name.ts';

export interface Execution {
  readonly arn: string;
  readonly name: RequestName;
  readonly isRunning: boolean;
  /** When it was stopped, where it was. */
  readonly stoppedAt?: Date;
}

/** The executions of one state machine, as far as one resource is concerned. */
export interface Executions {
  /** Those that run, those that began at or after `since`, and of those that were stopped the ones that began at or after `stoppedSince`. */
  ofResource(resource: string, since: Date | undefined, stoppedSince: Date): Promise<Called<readonly Execution[]>>;
  start(name: string, input: string): Promise<Called<Started>>;
  /**
   * Why, in the words that end up in its history. This ends the execution and not the function that is at work for it: StopExecution does not reach a
   * running Lambda function, so its look may still write until its own time is over.
   */
  stop(arn: string, error: string, cause: string): Promise<Called<unknown>>;
}

/** Newest first, so a look back ends soon. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export function createExecutions(client: SFNClient, stateMachineArn: string): Executions {
  return {
    ofResource: (resource, since, stoppedSince) =>
      called('StepFunctions.ListExecutions', async () => {
        const running = await listed(client, { stateMachineArn, statusFilter: 'RUNNING' }, undefined);
        const stopped = await listed(client, { stateMachineArn, statusFilter: 'ABORTED' }, stoppedSince);
        const recent = since === undefined ? [] : await listed(client, { stateMachineArn }, since);
        return ofOne(resource, [...running, ...stopped, ...recent]);
      }),
    start: (name, input) => startExecution(client, { stateMachineArn, name, input }),
    stop: (executionArn, error, cause) =>
      called('StepFunctions.StopExecution', () =>
        client.send(new StopExecutionCommand({ executionArn, error, cause })),
      ),
  };
}

async function listed(
  client: SFNClient,
  input: { readonly stateMachineArn: string; readonly statusFilter?: 'RUNNING' | 'ABORTED' },
  since: Date | undefined,
): Promise<readonly ExecutionListItem[]> {
  const items: ExecutionListItem[] = [];
  for await (const { executions = [] } of paginateListExecutions({ client, pageSize: 1000 }, input)) {
    const wanted = executions.filter(({ startDate }) => since === undefined || (startDate ?? since) >= since);
    items.push(...wanted);
    if (wanted.length < executions.length) break;
  }
  return items;
}

function ofOne(resource: string, items: readonly ExecutionListItem[]): readonly Execution[] {
  const byArn = new Map<string, Execution>();
  for (const { executionArn, name, status, stopDate } of items) {
    const parsed = parseExecutionName(name ?? '');
    if (executionArn === undefined || parsed?.resource !== resource) continue;
    byArn.set(executionArn, {
      arn: executionArn,
      name: parsed,
      isRunning: status === 'RUNNING',
      ...(status === 'ABORTED' && stopDate !== undefined && { stoppedAt: stopDate }),
    });
  }
  return [...byArn.values()];
}
