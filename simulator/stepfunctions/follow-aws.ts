/** Where the interpreter is kinder than Step Functions, or does something else. */
import { exceedsDataLimit } from './data-limit.ts';
import type { Interpreter, RuntimeError, StateDefinition, StateOptions, StateOutcome } from './interpreter.ts';
import { isDistributed, type MapContext, type MapTools, runMap } from './map-run.ts';
import { runTask, type TaskInvoker } from './run-task.ts';

const MAXIMUM_HISTORY_EVENTS = 25_000;

/** What one execution carries through its states; `run` hands it on to nested machines. */
export interface ExecutionOptions {
  readonly context: object;
  readonly invoke: TaskInvoker;
  readonly history: { events: number };
}

interface StateContext {
  State?: object;
}

export function followAws(tools: MapTools): void {
  const { interpreter, time } = tools;
  const { prototype } = interpreter.StateExecutor;
  const { execute, executeMapState } = prototype;

  prototype.execute = async function (input, context: StateContext, options) {
    // The library begins a retry that was pausing when the execution was stopped.
    if (options.abortSignal.aborted) throw new interpreter.ExecutionAbortedError();
    const { stateName: Name, stateDefinition, retrierAttempts } = this;
    countEvents(stateDefinition, options, interpreter);
    const RetryCount = retrierAttempts.reduce((sum, attempts) => sum + attempts, 0);
    context.State = { Name, EnteredTime: new Date(time.clock.now()).toISOString(), RetryCount };
    const outcome = await execute.call(this, input, context, options);
    requireSmall(outcome.stateResult, Name, interpreter);
    return outcome;
  };

  prototype.executeTaskState = async (definition, rawInput, input, context, stateName, options) => {
    requireSmall(input, stateName, interpreter);
    const timeoutSeconds = timeoutOf(definition, rawInput, context, interpreter);
    const { invoke } = optionsOf(options);
    const task = { resource: definition.Resource ?? '', input, timeoutSeconds, signal: options.abortSignal };
    const stateResult = await runTask(task, { invoke, interpreter, time });
    requireSmall(stateResult, definition.Resource ?? '', interpreter);
    return outcomeOf(definition, stateResult);
  };

  // The library knows Maps that run inside the execution only.
  prototype.executeMapState = async (definition, rawInput, input, context, stateName, options) => {
    if (!isDistributed(definition)) {
      return executeMapState(definition, rawInput, input, context, stateName, options);
    }
    const at = { input, context: context as MapContext, options };
    return outcomeOf(definition, await runMap(definition, stateName, at, tools));
  };

  // The library takes a `Result` of `false`, `0`, `""` or `null` for none.
  prototype.executePassState = async (definition, _rawInput, input) =>
    outcomeOf(definition, 'Result' in definition ? definition.Result : input);
}

function outcomeOf({ Next = '', End = false }: StateDefinition, stateResult: unknown): StateOutcome {
  return { stateResult, nextState: Next, isEndState: End };
}

function optionsOf({ runOptions }: StateOptions): ExecutionOptions {
  return runOptions as ExecutionOptions;
}

/** A task that runs writes five events: entered, scheduled, started, ended, exited. */
function countEvents({ Type }: StateDefinition, options: StateOptions, { StatesRuntimeError }: Interpreter): void {
  const { history } = optionsOf(options);
  history.events += Type === 'Task' ? 5 : 2;
  if (history.events <= MAXIMUM_HISTORY_EVENTS) return;
  throw new StatesRuntimeError(
    `The execution reached the maximum number of history events (${MAXIMUM_HISTORY_EVENTS}).`,
  );
}

/** A path is looked up in the state's input, before `Parameters` makes the task's; without a timeout there is none worth the name (99,999,999 s). */
function timeoutOf(
  { TimeoutSeconds, TimeoutSecondsPath, InputPath }: StateDefinition,
  rawInput: unknown,
  context: object,
  { jsonPathQuery, processInputPath, StatesRuntimeError }: Interpreter,
): number | undefined {
  if (TimeoutSecondsPath === undefined) return TimeoutSeconds;
  const seconds = jsonPathQuery(TimeoutSecondsPath, processInputPath(InputPath, rawInput, context), context);
  if (Number.isInteger(seconds) && (seconds as number) > 0) return seconds as number;
  throw new StatesRuntimeError(
    `The TimeoutSecondsPath parameter does not reference a positive integer value: ${TimeoutSecondsPath} == ${JSON.stringify(seconds)}`,
  );
}

function requireSmall(value: unknown, place: string, { RuntimeError }: Interpreter): void {
  if (!exceedsDataLimit(value)) return;
  const message = `The state/task '${place}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  throw terminal(new RuntimeError(message), 'States.DataLimitExceeded');
}

/** Neither retried nor caught, not even by `States.ALL`. */
function terminal(error: RuntimeError, name: string): RuntimeError {
  return Object.assign(error, { name, retryable: false, catchable: false });
}
