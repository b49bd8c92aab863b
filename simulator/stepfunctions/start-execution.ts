import { StartExecution$, type StartExecutionInput, type StartExecutionOutput } from '@aws-sdk/client-sfn';
import { constraintViolation } from '../core/constraint-violation.ts';
import type { Operation, OperationContext } from '../core/operation.ts';
import { closeExecution } from './close-execution.ts';
import { findStateMachine } from './find-by-arn.ts';
import { executionAlreadyExists, invalidExecutionInput, invalidName } from './refusals.ts';
import { type Execution, isRemembered, type RunRequest, type StateMachine, stepFunctionsOf } from './state.ts';

const MAXIMUM_INPUT_BYTES = 262_144;

export const startExecution: Operation<StartExecutionInput, StartExecutionOutput> = {
  schema: StartExecution$,
  run(request, context) {
    const { name = context.ids.uuid(), input = '{}' } = request;
    checkName(name);
    const stateMachine = findStateMachine(request.stateMachineArn ?? '', context);
    checkInput(input);

    const executionArn = `${stateMachine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const { startDate } = present(executionArn, input, context) ?? start(stateMachine, executionArn, input, context);
    return { executionArn, startDate };
  },
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html says what a name must not contain. */
function checkName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: AWS names them
  const refused = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/;
  if (name === '' || name.length > 80 || refused.test(name)) throw invalidName(name);
}

function checkInput(input: string): void {
  if (Buffer.byteLength(input) > MAXIMUM_INPUT_BYTES) {
    const constraint = `Member must have length less than or equal to ${MAXIMUM_INPUT_BYTES}`;
    throw constraintViolation('ValidationException', '***Sensitive Data Redacted***', 'input', constraint);
  }
  try {
    JSON.parse(input);
  } catch (error) {
    throw invalidExecutionInput((error as Error).message);
  }
}

/** The same start once more, while the execution runs, is no new one. */
function present(executionArn: string, input: string, context: OperationContext): Execution | undefined {
  const found = stepFunctionsOf(context).executions.get(executionArn);
  if (found === undefined || !isRemembered(found, context)) return undefined;
  if (found.status !== 'RUNNING' || found.input !== input) throw executionAlreadyExists(executionArn);
  return found;
}

function start(stateMachine: StateMachine, executionArn: string, input: string, context: OperationContext): Execution {
  const state = stepFunctionsOf(context);
  const request: RunRequest = {
    executionArn,
    name: executionArn.split(':').at(-1) ?? '',
    stateMachineArn: stateMachine.arn,
    stateMachineName: stateMachine.name,
    input,
    startDate: new Date(context.clock.now()),
  };
  const { ending, stop } = stateMachine.run(request);
  state.started += 1;
  const none = { stopDate: undefined, output: undefined, error: undefined, cause: undefined };
  const execution: Execution = { ...request, stateMachine, stop, sequence: state.started, status: 'RUNNING', ...none };
  state.executions.set(executionArn, execution);
  void ending.then((end) => closeExecution(execution, end, context));
  return execution;
}
