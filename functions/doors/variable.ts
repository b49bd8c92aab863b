/** The variables of a function's environment, as parts of a schema: what they may be, and what counts where they are not set. */
import * as z from 'zod';
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import { shownValue } from './shown-value.ts';
import { toProblems } from './to-problems.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws InvalidRequestError with every variable that is wrong. */
export function readEnvironment<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.output<Schema> {
  const read = schema.safeParse(environment);
  if (read.success) return read.data;
  throw new InvalidRequestError(toProblems('environment', read.error));
}

/** A variable that `parse` understands. Blank counts as not set: CloudFormation cannot leave a variable out. */
export function variable<T, Preset>(wanted: string, parse: (text: string) => T | undefined, preset: Preset) {
  return z
    .string()
    .optional()
    .transform((given = '', context): T | Preset => {
      const text = given.trim();
      if (text === '') return preset;
      const value = parse(text);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: `is not ${wanted}, got ${shownValue(text)}` });
      return z.NEVER;
    });
}

/** A variable that has to be set. */
export function required<T>(wanted: string, parse: (text: string) => T | undefined) {
  return variable(wanted, parse, undefined).transform((value, context): T => {
    if (value === undefined) context.addIssue({ code: 'custom', message: `is missing; it is ${wanted}` });
    return value ?? z.NEVER;
  });
}

export function oneOf<const Word extends string>(words: readonly Word[], preset: Word) {
  return variable(`one of ${words.join(', ')}`, (text) => words.find((word) => word === text), preset);
}

export function integer<Preset extends number | undefined>(least: number, most: number, preset: Preset) {
  const parse = (text: string) => {
    const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };
  return variable(`a whole number from ${least} to ${most}`, parse, preset);
}

/** Each item once; undefined when one of them is none. */
export function parseList<T>(text: string, parse: (item: string) => T | undefined): readonly T[] | undefined {
  const items = text.split(',').map((item) => parse(item.trim()));
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? [...new Set(known)] : undefined;
}

/** A text as it is, where it is of this form. */
export function matching(form: RegExp): (text: string) => string | undefined {
  return (text) => (form.test(text) ? text : undefined);
}
