/**
 * `aws-local-stepfunctions` in simulated time. The library reads the clock and sets timers by the global names, so its bundle is evaluated with other
 * things under these names, and its parts that we correct are taken out of it the same way.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Ids } from '../core/ids.ts';
import type { VirtualTime } from '../core/virtual-time.ts';

export interface Interpreter {
  /** Throws where the definition is not valid. */
  readonly StateMachine: new (
    definition: object,
    options: MachineOptions,
  ) => InterpretedMachine;
  readonly StateExecutor: { readonly prototype: StateExecutor };
  readonly RuntimeError: new (message: string) => RuntimeError;
  readonly StatesRuntimeError: new (message: string) => RuntimeError;
  readonly StatesTimeoutError: new () => RuntimeError;
  readonly ExecutionError: new (error: RuntimeError) => Error;
  readonly ExecutionTimeoutError: new () => Error;
  readonly ExecutionAbortedError: new () => Error;
  readonly processPayloadTemplate: (template: object, input: unknown, context: object) => unknown;
  readonly jsonPathQuery: (path: string, json: unknown, context: object) => unknown;
  readonly processInputPath: (path: string | null | undefined, input: unknown, context: object) => unknown;
}

export interface MachineOptions {
  readonly validationOptions: { readonly noValidate: boolean };
}

export interface InterpretedMachine {
  run(input: unknown, options: object): { readonly abort: () => void; readonly result: Promise<unknown> };
}

export interface RuntimeError extends Error {
  retryable: boolean;
  catchable: boolean;
}

/** Runs one state, from its input to its output: `execute` calls the function of the state's type, tries again and catches. */
export interface StateExecutor {
  readonly stateName: string;
  readonly stateDefinition: StateDefinition;
  readonly retrierAttempts: readonly number[];
  execute(input: unknown, context: object, options: StateOptions): Promise<StateOutcome>;
  executeTaskState: ExecuteState;
  executePassState: ExecuteState;
  executeMapState: ExecuteState;
}

/** `input` is what `InputPath` and `Parameters` made of `rawInput`. */
export type ExecuteState = (
  definition: StateDefinition,
  rawInput: unknown,
  input: unknown,
  context: object,
  stateName: string,
  options: StateOptions,
) => Promise<StateOutcome>;

export interface StateDefinition {
  readonly Type: string;
  readonly Resource?: string;
  readonly Result?: unknown;
  readonly InputPath?: string | null;
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Label?: string;
  readonly ItemProcessor?: { readonly ProcessorConfig?: ProcessorConfig };
  readonly ItemsPath?: string;
  readonly ItemReader?: {
    readonly Parameters: object;
    readonly ReaderConfig?: { readonly MaxItems?: number; readonly MaxItemsPath?: string };
  };
  readonly ItemSelector?: object;
  readonly ResultWriter?: { readonly Parameters: object };
  readonly MaxConcurrency?: number;
  readonly MaxConcurrencyPath?: string;
  readonly ToleratedFailureCount?: number;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: number;
  readonly ToleratedFailurePercentagePath?: string;
}

export interface ProcessorConfig {
  readonly Mode?: 'INLINE' | 'DISTRIBUTED';
  readonly ExecutionType?: 'STANDARD' | 'EXPRESS';
}

export interface StateOptions {
  readonly abortSignal: AbortSignal;
  /** What `run` was given, in nested machines too. */
  readonly runOptions: object;
}

export interface StateOutcome {
  readonly stateResult: unknown;
  readonly nextState: string;
  readonly isEndState: boolean;
}

const PARTS: readonly (keyof Interpreter)[] = [
  'StateMachine',
  'StateExecutor',
  'RuntimeError',
  'StatesRuntimeError',
  'StatesTimeoutError',
  'ExecutionError',
  'ExecutionTimeoutError',
  'ExecutionAbortedError',
  'jsonPathQuery',
  'processInputPath',
  'processPayloadTemplate',
];

const NAMES = ['require', 'module', 'setTimeout', 'clearTimeout', 'Date', 'Math'];

export function loadInterpreter(time: VirtualTime, ids: Ids): Interpreter {
  const path = createRequire(import.meta.url).resolve('aws-local-stepfunctions');
  const source = `${readFileSync(path, 'utf8')}\nreturn { ${PARTS.join(', ')} };`;
  // Not `node:vm`: the library tells plain objects by their prototype, so it has to live in the realm of its caller.
  const evaluate = new Function(...NAMES, source) as (...things: unknown[]) => Interpreter;
  const { setTimeout, clearTimeout } = timersIn(time);
  return evaluate(requireBeside(path), { exports: {} }, setTimeout, clearTimeout, dateIn(time), mathOf(ids));
}

/** The SDK is left out: no task leaves this process. */
function requireBeside(path: string): (name: string) => unknown {
  const require = createRequire(path);
  return (name) => (name.startsWith('@aws-sdk/') ? {} : require(name));
}

function timersIn(time: VirtualTime) {
  return {
    setTimeout: (task: () => void, milliseconds: number) => time.after(milliseconds / 1000, task),
    clearTimeout: (cancel: (() => void) | undefined) => cancel?.(),
  };
}

function dateIn({ clock }: VirtualTime): typeof Date {
  return class extends Date {
    constructor(...given: []) {
      if (given.length > 0) super(...given);
      else super(clock.now());
    }

    static override now(): number {
      return clock.now();
    }
  } as typeof Date;
}

/** Full jitter is the same in every run. */
function mathOf(ids: Ids): object {
  return Object.create(Math, {
    random: { value: () => Number.parseInt(ids.text(8, '0123456789abcdef'), 16) / 2 ** 32 },
  });
}
