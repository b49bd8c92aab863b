import * as z from 'zod';
import { shownValue } from '../doors/shown-value.ts';

/** Says what is wrong with a property, or with a place inside it, and stands for the value that could not be read. */
export type Complain = (message: string, ...path: readonly (string | number)[]) => undefined;

/** The schema of a property from a function that reads its value or complains, as often as there is reason to. */
export function property<T>(read: (value: unknown, complain: Complain) => T | undefined) {
  return z.unknown().transform((value, context): T => {
    const complain: Complain = (message, ...path) => {
      context.addIssue({ code: 'custom', message, path: [...path] });
      return undefined;
    };
    return read(value, complain) ?? z.NEVER;
  });
}

/** A property of one of the given words. */
export function oneOf<const T extends string>(words: readonly T[]) {
  return property((value, complain) => {
    const word = words.find((candidate) => candidate === value);
    return word ?? complain(`is not one of ${words.join(', ')}, got ${shownValue(value)}`);
  });
}

/** A property that is one text which `parse` understands. `wanted` says which. */
export function text<T>(wanted: string, parse: (text: string) => T | undefined) {
  return property((value, complain) => {
    const parsed = typeof value === 'string' ? parse(value) : undefined;
    return parsed ?? complain(`is not ${wanted}, got ${shownValue(value)}`);
  });
}

/** An integer, as CloudFormation sends it (`"14"`) or as it was meant. */
export function readInteger(value: unknown): number | undefined {
  const digits = typeof value === 'number' ? String(value) : value;
  return typeof digits === 'string' && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}

/** A boolean, as CloudFormation sends it (`"false"`, which JavaScript takes for true) or as it was meant. */
export function readBoolean(value: unknown): boolean | undefined {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

/** Whether a value is a map of properties, as opposed to a list, a scalar or nothing. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
