import { badRequest, notFound } from './refusals.ts';

/** A route, authorizer, stage or integration of an API. */
export function findChild<T>(children: ReadonlyMap<string, T>, id: string | undefined, kind: string): T {
  if (id === undefined || id === '') {
    throw badRequest(`Invalid ${kind} identifier specified`);
  }
  const child = children.get(id);
  if (child === undefined) {
    throw notFound(`Invalid ${kind} identifier specified`);
  }
  return child;
}
