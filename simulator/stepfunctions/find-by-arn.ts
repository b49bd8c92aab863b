import type { OperationContext } from '../core/operation.ts';
import { executionDoesNotExist, invalidArn, stateMachineDoesNotExist } from './refusals.ts';
import { type Execution, isRemembered, type StateMachine, stepFunctionsOf } from './state.ts';

export function findStateMachine(arn: string, context: OperationContext): StateMachine {
  requireResource(arn, 'stateMachine', 7);
  const found = stepFunctionsOf(context).stateMachines.get(arn);
  if (found === undefined) throw stateMachineDoesNotExist(arn);
  return found;
}

export function findExecution(arn: string, context: OperationContext): Execution {
  requireResource(arn, 'execution', 8);
  const found = stepFunctionsOf(context).executions.get(arn);
  if (found === undefined || !isRemembered(found, context)) throw executionDoesNotExist(arn);
  return found;
}

function requireResource(arn: string, type: string, parts: number): void {
  const [prefix = '', , service, , , resourceType = '', ...rest] = arn.split(':');
  if (prefix !== 'arn' || service !== 'states') throw invalidArn(`Invalid ARN prefix: ${arn}`);
  if (resourceType !== type) throw invalidArn(`Resource type not valid in this context: ${resourceType}`);
  if (rest.length !== parts - 6 || rest.includes('')) throw invalidArn(`Invalid ARN: ${arn}`);
}
