import { cutPage } from './cut-page.ts';
import type { World } from './world.ts';

export interface PageRequest<Item> {
  /** Orders the items and marks where a page ended; unique. */
  readonly key: (item: Item) => string;
  /** @default ascending */
  readonly descending?: boolean;
  readonly size: number;
  /** Its page limit holds, whatever the size. */
  readonly world: World;
  /** Token of the previous page. */
  readonly token: string | undefined;
  readonly badToken: () => Error;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

const tokenPrefix = 'after:';

/** One page in the order of the keys. A page starts after the key where the last one ended, whatever came or went since. */
export function pageOf<Item>(items: readonly Item[], request: PageRequest<Item>): Page<Item> {
  const { size, world, token, badToken } = request;
  const after = token ? readToken(token, badToken) : undefined;
  const sorted = inOrder(items, request);
  const remaining = after === undefined ? sorted : sorted.filter(({ key }) => isAfter(key, after, request));
  const { items: page, next } = cutPage(remaining, size, world);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    nextToken: last && next ? writeToken(last.key) : undefined,
  };
}

function inOrder<Item>(items: readonly Item[], request: PageRequest<Item>): { item: Item; key: string }[] {
  return items
    .map((item) => ({ item, key: request.key(item) }))
    .sort((one, other) => (isAfter(one.key, other.key, request) ? 1 : -1));
}

function isAfter(key: string, other: string, { descending = false }: { readonly descending?: boolean }): boolean {
  return descending ? key < other : key > other;
}

function writeToken(key: string): string {
  return Buffer.from(tokenPrefix + key).toString('base64url');
}

function readToken(token: string, badToken: () => Error): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith(tokenPrefix)) throw badToken();
  return text.slice(tokenPrefix.length);
}
