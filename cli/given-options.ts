import { shownValue } from '../functions/doors/shown-value.ts';
import { InvalidRequestError, type Problem } from '../functions/reconciler/model/errors.ts';

/** What was given on the command line: every value of every option, in order. An option without value has the value ''. What stands without an option is under the name that the command gives it. */
export type GivenOptions = ReadonlyMap<string, readonly string[]>;

export function isGiven(options: GivenOptions, name: string): boolean {
  return options.has(name);
}

export function givenValues(options: GivenOptions, name: string): readonly string[] {
  return options.get(name) ?? [];
}

export function givenValue(options: GivenOptions, name: string): string | undefined {
  return options.get(name)?.[0];
}

/** One of the option's `choices`; the parser has made sure that it is. */
export function choiceOf<T extends string>(
  options: GivenOptions,
  name: string,
  choices: readonly T[],
  otherwise: T,
): T {
  return choices.find((choice) => choice === givenValue(options, name)) ?? otherwise;
}

export interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly kind: 'integer' | 'decimal';
}

/** A number within a range. Throws InvalidRequestError for anything else. */
export function numberOf(options: GivenOptions, name: string, range: NumberRange): number | undefined {
  const text = givenValue(options, name);
  return text === undefined ? undefined : parseNumber(`--${name}`, text, range);
}

export function parseNumber(path: string, text: string, { minimum, maximum, kind }: NumberRange): number {
  const pattern = kind === 'integer' ? /^\d+$/ : /^\d+(\.\d+)?$|^\.\d+$/;
  const number = Number(text);
  if (pattern.test(text) && number >= minimum && number <= maximum) return number;
  const what = kind === 'integer' ? 'a whole number' : 'a number';
  throw invalid({ path, message: `is not ${what} from ${minimum} to ${maximum}, got ${shownValue(text)}` });
}

export function invalid(...problems: readonly Problem[]): InvalidRequestError {
  return new InvalidRequestError(problems);
}
