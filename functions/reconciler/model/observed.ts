import type { Failure } from './failure.ts';

/**
 * What a look found. "Could not read" is its own state: taking AccessDenied for absence is how a second distribution gets made.
 */
export type Observed<T> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'present'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly failure: Failure };

export const ABSENT = { kind: 'absent' } as const;

export function present<T>(value: T): Observed<T> {
  return { kind: 'present', value };
}

export function unreadable(failure: Failure): { readonly kind: 'unreadable'; readonly failure: Failure } {
  return { kind: 'unreadable', failure };
}

/** Applies `select` to a present value; absence and unreadability pass through. */
export function mapObserved<T, U>(observed: Observed<T>, select: (value: T) => U): Observed<U> {
  return observed.kind === 'present' ? present(select(observed.value)) : observed;
}
