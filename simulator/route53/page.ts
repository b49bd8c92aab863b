import { cutPage } from '../core/cut-page.ts';
import type { World } from '../core/world.ts';
import { constraintViolation } from './invalid-input.ts';

export interface PageSize {
  readonly default: number;
  readonly maximum: number;
}

export interface Page<T> {
  readonly items: T[];
  /** First item of the following page; undefined on the last page. */
  readonly next: T | undefined;
  readonly size: number;
}

/** As many items as asked for, but never more than AWS returns in one answer. */
export function firstPage<T>(
  items: readonly T[],
  asked: number | undefined,
  { default: usual, maximum }: PageSize,
  world: World,
): Page<T> {
  if (asked !== undefined && !(Number.isInteger(asked) && asked >= 1))
    throw constraintViolation(asked, 'maxItems', 'Member must have value greater than or equal to 1');
  const size = Math.min(asked ?? usual, maximum);
  return { ...cutPage(items, size, world), size };
}
