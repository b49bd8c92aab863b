import { runDefinition } from '../../../simulator/stepfunctions/run-definition.ts';
import type { Ending, Run } from '../../../simulator/stepfunctions/state.ts';
import { arnOf, createLambdaWorld, type LambdaWorld } from '../lambda/lambda-world.ts';

export interface DefinitionWorld extends LambdaWorld {
  /** Starts an execution of a machine that begins with the first of these states. */
  begin(states: Readonly<Record<string, object>>, input?: unknown, machine?: object): Run;
  /** How it ends, and when, in seconds. */
  outcomeOf(states: Readonly<Record<string, object>>, input?: unknown, machine?: object): Promise<Outcome>;
}

export type Outcome = Ending & { readonly after: number };

export function createDefinitionWorld(): DefinitionWorld {
  const here = createLambdaWorld();
  const { time, lambda } = here;
  const begin: DefinitionWorld['begin'] = (states, input = {}, machine = {}) => {
    const definition = { StartAt: Object.keys(states)[0], States: states, ...machine };
    const run = runDefinition({ time, definition, invoke: lambda.invokeSync });
    return run({
      executionArn: 'arn:aws:states:eu-west-1:111111111111:execution:converge:one',
      name: 'one',
      stateMachineArn: 'arn:aws:states:eu-west-1:111111111111:stateMachine:converge',
      stateMachineName: 'converge',
      input: JSON.stringify(input),
      startDate: new Date(time.clock.now()),
    });
  };
  return {
    ...here,
    begin,
    async outcomeOf(states, input, machine) {
      const startedAt = time.clock.now();
      const ending = await begin(states, input, machine).ending;
      return { ...ending, after: (time.clock.now() - startedAt) / 1000 };
    },
  };
}

export function task(functionName: string, fields: object = { End: true }): object {
  return { Type: 'Task', Resource: arnOf(functionName), ...fields };
}

export const DONE = { Type: 'Succeed' };

/** As a definition names what SAM substitutes. */
export function placeholder(name: string): string {
  return `\${${name}}`;
}
