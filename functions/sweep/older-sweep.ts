import { DescribeExecutionCommand, paginateListExecutions, type SFNClient } from '@aws-sdk/client-sfn';
import { CHANGE_SWEEP } from '../notice/notice-change.ts';
import { type Called, called } from '../reconciler/aws/call.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import { parseNarrowing } from './narrowing.ts';

/** One execution of the state machine, as `$$` tells of it. */
export interface OwnExecution {
  readonly stateMachine: string;
  readonly execution: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

/**
 * The name of a sweep over everything that began earlier and is still at work. Narrowed ones, as changes of somebody's start them, are in nobody's way.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export function olderSweep(client: SFNClient, own: OwnExecution): Promise<Called<string | undefined>> {
  const input = { stateMachineArn: own.stateMachine, statusFilter: 'RUNNING' } as const;
  return called('StepFunctions.ListExecutions', async () => {
    for await (const { executions = [] } of paginateListExecutions({ client, pageSize: 1000 }, input)) {
      for (const { name = '', executionArn = '', startDate } of executions) {
        const isOther = executionArn !== own.execution && !name.startsWith(CHANGE_SWEEP);
        if (isOther && isOlder(startDate, executionArn, own) && !(await isNarrowed(client, executionArn))) return name;
      }
    }
    return undefined;
  });
}

async function isNarrowed(client: SFNClient, executionArn: string): Promise<boolean> {
  const { input = '{}' } = await client.send(new DescribeExecutionCommand({ executionArn }));
  try {
    const { accounts, edges } = parseNarrowing(JSON.parse(input));
    return accounts !== undefined || edges === 'some';
  } catch (error) {
    // It ends as soon as it reads its event.
    if (error instanceof InvalidRequestError) return true;
    throw error;
  }
}

/** Of two that began in the same moment, one gives way. */
function isOlder(startDate: Date | undefined, executionArn: string, own: OwnExecution): boolean {
  const [began, ownBegan] = [startDate?.getTime() ?? 0, Date.parse(own.startedAt)];
  return began < ownBegan || (began === ownBegan && executionArn < own.execution);
}
