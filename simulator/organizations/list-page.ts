import type { OperationContext } from '../core/operation.ts';
import { pageOf } from '../core/page-of.ts';
import { invalidInput } from './refusals.ts';
import { DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE } from './state.ts';

interface ListRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** One page, in the order of the ids. */
export function listPage<Item extends { readonly id: string }>(
  items: Iterable<Item>,
  { NextToken, MaxResults = DEFAULT_PAGE_SIZE }: ListRequest,
  { world }: OperationContext,
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  if (MaxResults < 1) throw invalidInput('MIN_VALUE_EXCEEDED', 'You provided a value below the minimum of 1.');
  if (MaxResults > MAXIMUM_PAGE_SIZE) {
    throw invalidInput('MAX_VALUE_EXCEEDED', `You provided a value above the maximum of ${MAXIMUM_PAGE_SIZE}.`);
  }
  return pageOf([...items], {
    key: ({ id }) => id,
    size: MaxResults,
    world,
    token: NextToken,
    badToken: () => invalidInput('INVALID_NEXT_TOKEN', 'You provided an invalid pagination token.'),
  });
}
