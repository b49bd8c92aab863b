import type { StateKey } from './world.ts';

/** What the public DNS answers: `name|type`, lower case and without trailing dot (`www.example.com|CNAME`) → record values. */
export type PublicRecords = Map<string, readonly string[]>;

/** The public record sets of all accounts, kept under account `*`. Route 53 writes it at each change; ACM reads it. */
export const publicRecords: StateKey<PublicRecords> = {
  name: 'public-records',
  create: () => new Map(),
};

export function recordKey(name: string, type: string): string {
  return `${name.toLowerCase().replace(/\.$/, '')}|${type}`;
}
