import type { AskedRequest, Permission } from './permission.ts';

/** The members of Step Functions' inputs that say what a request touches: an execution, or the state machine that it is or will be one of. */
interface StatesInput {
  readonly executionArn?: string;
  readonly stateMachineArn?: string;
}

export function statesPermissions({ operation, input }: AskedRequest<StatesInput>): readonly Permission[] {
  return [{ action: `states:${operation}`, resource: input.executionArn ?? input.stateMachineArn ?? '' }];
}
