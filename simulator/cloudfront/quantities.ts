import { ServiceError } from '../core/service-error.ts';

/** Refuses any list, at any depth, whose `Quantity` is not the number of its `Items`. */
export function requireConsistentQuantities(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const { Quantity, Items } = value as { Quantity?: unknown; Items?: unknown };
  if ((Quantity !== undefined || Array.isArray(Items)) && Quantity !== lengthOf(Items)) {
    throw new ServiceError('InconsistentQuantities', 400, "The value of Quantity and the size of Items don't match.");
  }
  for (const member of Object.values(value)) requireConsistentQuantities(member);
}

/** Drops the `Items` of every empty list, as AWS answers them; copies everything else. */
export function withoutEmptyItems<T>(value: T): T {
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutEmptyItems) as T;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const kept = members.filter(([name]) => name !== 'Items' || (value as { Quantity?: unknown }).Quantity !== 0);
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutEmptyItems(member)])) as T;
}

function lengthOf(items: unknown): number {
  return Array.isArray(items) ? items.length : 0;
}
