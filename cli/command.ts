import type { GivenOptions } from './given-options.ts';
import type { Terminal } from './terminal.ts';

/** 0: everything is as it should be. 1: something failed or could not be looked at. 2: changes or drift remain, or were found. */
export type ExitCode = 0 | 1 | 2;

/** An option as the usage text, the parser and the nearest-name search know it. */
export interface OptionSpec {
  readonly name: string;
  /** Placeholder of the value, for example `NAME`; undefined for an option that is there or not. */
  readonly value: string | undefined;
  readonly repeatable?: 'repeatable';
  /** The values that are allowed; undefined: any. */
  readonly choices?: readonly string[];
  readonly text: string;
}

/** The one word that a command takes beside its options. */
export interface OperandSpec {
  readonly name: string;
  readonly example: string;
}

/** One command: what the usage text says and what it does. Each lives in a file of its own. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** undefined: the command takes options only. */
  readonly operand?: OperandSpec;
  readonly options: readonly OptionSpec[];
  readonly exits: readonly (readonly [ExitCode, string])[];
  readonly run: (options: GivenOptions, terminal: Terminal) => Promise<ExitCode>;
}
