import {
  ExecutionStatus,
  ListExecutions$,
  type ListExecutionsInput,
  type ListExecutionsOutput,
} from '@aws-sdk/client-sfn';
import { constraintViolation } from '../core/constraint-violation.ts';
import type { Operation } from '../core/operation.ts';
import { pageOf } from '../core/page-of.ts';
import { ServiceError } from '../core/service-error.ts';
import { findStateMachine } from './find-by-arn.ts';
import { DEFAULT_PAGE_SIZE, type Execution, isRemembered, MAXIMUM_PAGE_SIZE, stepFunctionsOf } from './state.ts';

/** `PENDING_REDRIVE` is a status of child executions of a Distributed Map only; asking for it finds nothing. */
const STATUSES: readonly string[] = Object.values(ExecutionStatus);

export const listExecutions: Operation<ListExecutionsInput, ListExecutionsOutput> = {
  schema: ListExecutions$,
  run(input, context) {
    const { statusFilter, redriveFilter } = input;
    checkStatus(statusFilter);
    const size = pageSize(input.maxResults);
    const { arn } = findStateMachine(input.stateMachineArn ?? '', context);
    const all = [...stepFunctionsOf(context).executions.values()]
      .filter(({ stateMachineArn }) => stateMachineArn === arn)
      .filter(({ status }) => statusFilter === undefined || status === statusFilter)
      .filter(() => redriveFilter !== 'REDRIVEN')
      .filter((execution) => isRemembered(execution, context));
    const { items, nextToken } = pageOf(all, {
      key: byStart,
      descending: true,
      size,
      world: context.world,
      token: input.nextToken,
      badToken: () => new ServiceError('InvalidToken', 400, "Invalid Token: 'Invalid token'"),
    });
    return { executions: items.map(toListItem), nextToken };
  },
};

function byStart({ startDate, sequence }: Execution): string {
  return `${startDate.toISOString()} ${String(sequence).padStart(9, '0')}`;
}

function toListItem({ executionArn, stateMachineArn, name, status, startDate, stopDate }: Execution) {
  return { executionArn, stateMachineArn, name, status, startDate, stopDate, redriveCount: 0 };
}

function checkStatus(status: string | undefined): void {
  if (status === undefined || STATUSES.includes(status)) return;
  const constraint = `Member must satisfy enum value set: [${STATUSES.join(', ')}]`;
  throw constraintViolation('ValidationException', status, 'statusFilter', constraint);
}

/** 0 asks for the default. */
function pageSize(maxResults = 0): number {
  if (maxResults < 0 || maxResults > MAXIMUM_PAGE_SIZE) {
    const bound = maxResults < 0 ? 'greater than or equal to 0' : `less than or equal to ${MAXIMUM_PAGE_SIZE}`;
    throw constraintViolation('ValidationException', maxResults, 'maxResults', `Member must have value ${bound}`);
  }
  return maxResults || DEFAULT_PAGE_SIZE;
}
