/** Each value once and in order, so that equal lists are spelled alike. */
export function sortedSet<T extends string>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort();
}
