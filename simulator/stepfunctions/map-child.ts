import { exceedsDataLimit } from './data-limit.ts';
import { endingOf } from './ending-of.ts';
import type { ExecutionOptions } from './follow-aws.ts';
import type { InterpretedMachine } from './interpreter.ts';
import type { MapRun, MapTools } from './map-run.ts';
import type { Ending } from './state.ts';

/** The execution of one item. */
export interface Child {
  readonly name: string;
  readonly arn: string;
  readonly input: unknown;
  readonly status: 'PENDING' | 'ABORTED' | Ending['status'];
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  readonly startDate?: Date;
  readonly stopDate?: Date;
}

export async function runChild(
  child: Child,
  machine: InterpretedMachine,
  signal: AbortSignal,
  run: MapRun,
  { interpreter, time }: MapTools,
): Promise<Child> {
  const startDate = new Date(time.clock.now());
  const ended = (end: Partial<Child> & Pick<Child, 'status'>): Child => {
    return { ...child, ...end, startDate, stopDate: new Date(time.clock.now()) };
  };
  if (exceedsDataLimit(child.input)) return ended(TOO_LARGE);
  const { abort, result } = machine.run(child.input, optionsOf(child, run));
  signal.addEventListener('abort', abort, { once: true });
  try {
    return ended({ status: 'SUCCEEDED', output: await result });
  } catch (error) {
    return ended(endingOf(error, interpreter) ?? { status: 'ABORTED' });
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

const TOO_LARGE = {
  status: 'FAILED',
  error: 'States.DataLimitExceeded',
  cause: 'The input of the child workflow execution exceeds the maximum number of bytes service limit.',
} as const;

/** An execution of its own: its own names, and a history that begins anew. */
function optionsOf({ arn, name }: Child, { options, childMachineArn, context }: MapRun): ExecutionOptions {
  const { StateMachine } = context;
  const label = childMachineArn.slice(StateMachine.Id.length);
  return {
    ...(options.runOptions as ExecutionOptions),
    context: {
      Execution: { Id: arn, Name: name, RedriveCount: 0 },
      StateMachine: { Id: childMachineArn, Name: `${StateMachine.Name}${label}` },
    },
    history: { events: 1 },
  };
}
