import type { z } from 'zod';
import type { Problem } from '../reconciler/model/errors.ts';

/** A hostile request may have any number of unknown properties, with names of any length. */
const MOST_UNKNOWN_NAMED = 20;
const LONGEST_NAME = 64;

/**
 * What zod found wrong, each by the path of its property below `place`, in the order of the paths: `event.domains[1]`. `aboutUnknown` says
 * of a property that is not known what to do about it.
 */
export function toProblems(
  place: string,
  error: z.ZodError,
  aboutUnknown: (name: string) => string = () => 'is not known',
): readonly Problem[] {
  return error.issues
    .flatMap((issue) => {
      const path = pathOf(place, issue.path);
      return issue.code === 'unrecognized_keys'
        ? unknownProperties(path, issue.keys, aboutUnknown)
        : [{ path, message: issue.message }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function unknownProperties(
  place: string,
  names: readonly string[],
  aboutUnknown: (name: string) => string,
): readonly Problem[] {
  const rest = names.length - MOST_UNKNOWN_NAMED;
  const unnamed = rest > 0 ? [{ path: place, message: `has ${rest} more unknown properties` }] : [];
  const named = names
    .slice(0, MOST_UNKNOWN_NAMED)
    .map((name) => ({ path: `${place}.${name.slice(0, LONGEST_NAME)}`, message: aboutUnknown(name) }));
  return [...named, ...unnamed];
}

function pathOf(place: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (written, key) => written + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`),
    place,
  );
}
