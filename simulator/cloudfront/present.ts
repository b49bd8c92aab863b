/** `record` without its undefined members, so that spreading it does not hide a default. */
export function present<T extends object>(record: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(record ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}
