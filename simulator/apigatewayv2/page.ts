import { type Page, pageOf } from '../core/page-of.ts';
import type { World } from '../core/world.ts';
import { badRequest } from './refusals.ts';
import { DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE } from './state.ts';

export interface PageInput {
  readonly MaxResults?: string | number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of `entries` in the order of their keys. */
export function page<T>(
  entries: Iterable<readonly [string, T]>,
  input: PageInput,
  world: World,
): Page<T> & { readonly items: T[] } {
  const { items, nextToken } = pageOf([...entries], {
    key: ([key]) => key,
    size: pageSize(input.MaxResults),
    world,
    token: input.NextToken,
    badToken: () => badRequest('Invalid nextToken specified'),
  });
  return { items: items.map(([, item]) => item), nextToken };
}

function pageSize(maxResults: string | number | undefined): number {
  const size = Number(maxResults ?? DEFAULT_PAGE_SIZE);
  if (!Number.isInteger(size) || size < 1 || size > MAXIMUM_PAGE_SIZE) {
    throw badRequest(`Invalid maxResults value. It must be an integer between 1 and ${MAXIMUM_PAGE_SIZE}`);
  }
  return size;
}
