import { badRequest } from '../apigatewayv2/refusals.ts';
import { pageOf } from '../core/page-of.ts';
import type { World } from '../core/world.ts';

/** Deliberately far fewer than AWS's 25, so that a caller that ignores `position` is noticed. */
const DEFAULT_PAGE_SIZE = 3;
const MAXIMUM_PAGE_SIZE = 500;

export interface PageInput {
  readonly limit?: number | undefined;
  readonly position?: string | undefined;
}

/** One page in the order of the keys. */
export function page<T>(
  items: readonly T[],
  key: (item: T) => string,
  input: PageInput,
  world: World,
): { readonly items: T[]; readonly position: string | undefined } {
  const { items: some, nextToken } = pageOf(items, {
    key,
    size: pageSize(input.limit),
    world,
    token: input.position,
    badToken: () => badRequest('Invalid position specified'),
  });
  return { items: [...some], position: nextToken };
}

function pageSize(limit: number = DEFAULT_PAGE_SIZE): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAXIMUM_PAGE_SIZE) {
    throw badRequest(`Invalid limit value. It must be an integer between 1 and ${MAXIMUM_PAGE_SIZE}`);
  }
  return limit;
}
