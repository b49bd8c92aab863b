import { ServiceError } from '../core/service-error.ts';

export function invalidArgument(message: string): ServiceError {
  return new ServiceError('InvalidArgument', 400, message);
}

/** Refuses the first of `names` that `record` lacks. An empty string or a zero is not a lack. */
export function requireMembers(record: object | undefined, names: readonly string[]): void {
  const missing = names.find((name) => (record as Record<string, unknown> | undefined)?.[name] === undefined);
  if (missing !== undefined) throw invalidArgument(`The parameter ${missing} is required.`);
}

/** Refuses what is not one of AWS's values. */
export function requireOneOf(parameter: string, value: unknown, allowed: Readonly<Record<string, unknown>>): void {
  if (value === undefined || Object.values(allowed).includes(value)) return;
  throw invalidArgument(`The parameter ${parameter} is not valid.`);
}

export function requireLength(parameter: string, value: string | undefined, maximum: number): void {
  if ((value ?? '').length > maximum) throw invalidArgument(`The parameter ${parameter} is too big.`);
}

/** Refuses a number outside `minimum`–`maximum`, or a broken one. */
export function requireRange(parameter: string, value: number | undefined, minimum: number, maximum: number): void {
  if (value === undefined || isWithin(value, minimum, maximum)) return;
  throw invalidArgument(`The parameter ${parameter} is too small or too big.`);
}

export function isWithin(value: number, minimum: number, maximum: number): boolean {
  return Number.isInteger(value) && value >= minimum && value <= maximum;
}
