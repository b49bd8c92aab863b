import type { World } from './world.ts';

/** The first `size` of what remains, fewer if the world's page limit says so; `next` begins the page after. */
export function cutPage<Item>(
  remaining: readonly Item[],
  size: number,
  { pageLimit }: World,
): { readonly items: Item[]; readonly next: Item | undefined } {
  const length = Math.min(size, pageLimit);
  return { items: remaining.slice(0, length), next: remaining[length] };
}
