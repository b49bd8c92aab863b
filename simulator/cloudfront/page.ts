import { cutPage } from '../core/cut-page.ts';
import type { World } from '../core/world.ts';
import { invalidArgument } from './invalid-argument.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './state.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly maxItems: number;
  /** Absent on the last page. */
  readonly nextMarker: string | undefined;
}

interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** The page after `Marker`, the id of the last item of the page before. The marked item may be gone by now. */
export function pageById<Item extends { readonly id: string }>(
  all: Iterable<Item>,
  request: PageRequest,
  world: World,
): Page<Item> {
  const marker = request.Marker ?? '';
  const sorted = [...all].sort((one, other) => (one.id < other.id ? -1 : 1));
  return cut(
    sorted.filter((item) => item.id > marker),
    request,
    world,
  );
}

/** The same for a list in an order of its own, of which nothing ever goes away. */
export function pageInOrder<Item extends { readonly id: string }>(
  all: readonly Item[],
  request: PageRequest,
  world: World,
): Page<Item> {
  if (!request.Marker) return cut(all, request, world);
  const position = all.findIndex((item) => item.id === request.Marker);
  if (position < 0) throw invalidArgument('The parameter Marker is not valid.');
  return cut(all.slice(position + 1), request, world);
}

/** A list's `Items` and `Quantity`, as AWS answers them: an empty list has no `Items`. */
export function toItems<Item>(items: readonly Item[]): { Quantity: number; Items?: Item[] } {
  return items.length === 0 ? { Quantity: 0 } : { Quantity: items.length, Items: [...items] };
}

function cut<Item extends { readonly id: string }>(
  rest: readonly Item[],
  request: PageRequest,
  world: World,
): Page<Item> {
  const asked = request.MaxItems === undefined ? DEFAULT_PAGE_SIZE : Number(request.MaxItems);
  if (!Number.isInteger(asked) || asked < 1) throw invalidArgument('The parameter MaxItems is not valid.');
  const maxItems = Math.min(asked, MAX_PAGE_SIZE);
  const { items, next } = cutPage(rest, maxItems, world);
  return { items, maxItems, nextMarker: next && items.at(-1)?.id };
}
