import type { z } from 'zod';
import type { Problem } from '../reconciler/model/errors.ts';

/** What zod found wrong, each by the path of its property below `place`. */
export function toProblems(place: string, error: z.ZodError): readonly Problem[] {
  return error.issues.flatMap((issue) => {
    const path = `${place}${issue.path.map(toPathPart).join('')}`;
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({ path: `${path}.${key}`, message: issue.message }));
  });
}

function toPathPart(part: PropertyKey): string {
  return typeof part === 'number' ? `[${part}]` : `.${String(part)}`;
}

const LONGEST = 80;

/** A value of unknown origin as it may stand in a message: one line, not long. */
export function shownValue(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length <= LONGEST ? json : `${json.slice(0, LONGEST)}…`;
}
