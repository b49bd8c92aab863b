import { createIds, type Ids } from '../core/ids.ts';
import type { VirtualTime } from '../core/virtual-time.ts';
import type { World } from '../core/world.ts';
import { endingOf } from './ending-of.ts';
import { type ExecutionOptions, followAws } from './follow-aws.ts';
import { type InterpretedMachine, type Interpreter, loadInterpreter } from './interpreter.ts';
import { prepareDefinition, type Substitutions } from './prepare-definition.ts';
import type { TaskInvoker } from './run-task.ts';
import type { Ending, Runner, RunRequest } from './state.ts';

export interface DefinitionSettings {
  readonly time: VirtualTime;
  /** Amazon States Language, read from JSON or YAML. */
  readonly definition: unknown;
  readonly substitutions?: Substitutions;
  /** Brings its own `time.run`, as `Lambda.invokeSync` does. */
  readonly invoke: TaskInvoker;
  /** Where jitter and the names of a Distributed Map's executions come from. */
  readonly ids?: Ids;
  /** Where the buckets are that a Distributed Map reads and writes. */
  readonly world?: World;
}

/** Runs a definition in simulated time. Throws at once where the definition is not valid, or says what is not simulated. */
export function runDefinition(settings: DefinitionSettings): Runner {
  const { time, definition, substitutions, invoke, ids = createIds(1), world } = settings;
  const interpreter = loadInterpreter(time, ids);
  followAws({ interpreter, time, ids, world });
  const prepared = prepareDefinition(definition, substitutions);
  if (world === undefined) refuseObjects(prepared);
  const machine = machineOf(prepared, interpreter);

  return (request) => {
    const { promise: ending, resolve } = Promise.withResolvers<Ending>();
    let abort: () => void = () => {};
    // Not before whoever starts it waits: what is at work at the same time would come in no certain order.
    const cancel = time.after(0, () => {
      const options: ExecutionOptions = { context: contextOf(request), invoke, history: { events: 1 } };
      const run = machine.run(JSON.parse(request.input), options);
      abort = run.abort;
      run.result.then(
        (output) => resolve({ status: 'SUCCEEDED', output: JSON.stringify(output) }),
        (error) => {
          const end = endingOf(error, interpreter);
          if (end !== undefined) resolve(end);
        },
      );
    });
    const stop = () => {
      cancel();
      abort();
    };
    return { ending, stop };
  };
}

function refuseObjects(definition: object): void {
  if (!JSON.stringify(definition).includes(':states:::s3:')) return;
  throw new TypeError('definition: what reads or writes objects needs a world');
}

/** To check a definition takes longer than to run it: one that passed is not checked again. */
const valid = new Set<string>();

function machineOf(definition: object, { StateMachine }: Interpreter): InterpretedMachine {
  const text = JSON.stringify(definition);
  const machine = new StateMachine(definition, { validationOptions: { noValidate: valid.has(text) } });
  valid.add(text);
  return machine;
}

function contextOf({ executionArn, name, stateMachineArn, stateMachineName }: RunRequest): object {
  return {
    Execution: { Id: executionArn, Name: name, RedriveCount: 0 },
    StateMachine: { Id: stateMachineArn, Name: stateMachineName },
  };
}
