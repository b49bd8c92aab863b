import { badRequest } from './refusals.ts';

/** The SDK marks these members as required in its types only: the wire can leave them out. */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined || value === '') {
    throw badRequest(`${member} is a required field`);
  }
  return value;
}

export function oneOf<T extends string>(
  value: T | undefined,
  allowed: Readonly<Record<string, T>>,
  member: string,
): void {
  if (value !== undefined && !Object.values(allowed).includes(value)) {
    throw badRequest(`Invalid ${member} specified: ${value}`);
  }
}
