/**
 * What sweeps keep for the events to come, below `known/` in the memory: for each account what its edges are called, whose edges may have their records in
 * zones of other accounts, and which accounts are swept at all.
 */
import * as z from 'zod';
import type { Called } from '../reconciler/aws/call.ts';
import type { ZoneRole } from '../reconciler/model/zone-role.ts';
import type { RunStore } from '../sweep/run-store.ts';
import type { WordsByDomain } from './edge-words.ts';
import type { Change } from './parse-change.ts';

const EDGES = z.object({ words: z.array(z.string()) });
const ACCOUNTS = z.array(z.string());
const INDEX = z.record(z.string(), z.array(z.string()));

/** What the edges of an account are called in requests, in lower case. */
export interface KnownEdges {
  readonly words: readonly string[];
}

/** Names of edges and ids of their zones, each with the accounts of the edges. */
export type ZoneIndex = ReadonlyMap<string, readonly string[]>;

/** What is known when a change comes. */
export interface Known {
  /** Of the account of the change; undefined: no sweep has looked at it yet. */
  readonly edges: KnownEdges | undefined;
  /** Accounts of the last sweep over all of them; undefined before the first. */
  readonly swept: readonly string[] | undefined;
  /** Edges of any account that may have their records in the account of the change. */
  readonly inZones: ZoneIndex;
}

/** What one run saw of an account. */
export interface SeenAccount {
  readonly id: string;
  readonly words: WordsByDomain;
  readonly covers: 'whole' | 'part';
}

export const SWEPT_ACCOUNTS_NAME = 'known/accounts';
export const ZONE_INDEX_NAME = 'known/zones';
export function knownEdgesName(account: string): string {
  return `known/${account}`;
}

/** Of an account that was seen in part, or not at all, what was known before is still known. */
export function knownAfter({ words, covers }: SeenAccount, before: KnownEdges | undefined): KnownEdges {
  const seen = Object.values(words).flatMap(({ parts, zones }) => [...parts, ...zones]);
  const kept = covers === 'whole' ? [] : (before?.words ?? []);
  return { words: [...new Set([...kept, ...seen])].sort() };
}

/** The index after a run over all accounts or some. */
export function zoneIndexAfter(seen: readonly SeenAccount[], accounts: 'all' | 'some', before: ZoneIndex): ZoneIndex {
  const covers = new Map(seen.map((account) => [account.id, account.covers]));
  const isKept = (id: string) => covers.get(id) === 'part' || (accounts === 'some' && !covers.has(id));
  const entries = [
    ...[...before].flatMap(([word, ids]) => ids.filter(isKept).map((id) => [word, id] as const)),
    ...seen.flatMap(({ id, words }) =>
      Object.entries(words).flatMap(([domain, { zones }]) => [domain, ...zones].map((word) => [word, id] as const)),
    ),
  ];
  const byWord = Map.groupBy(entries, ([word]) => word);
  return new Map([...byWord].sort().map(([word, pairs]) => [word, [...new Set(pairs.map(([, id]) => id))].sort()]));
}

/** Only the zones of an account with a role for them hold names of other accounts' edges. */
export async function readKnown(
  memory: RunStore,
  change: Change,
  zoneRoles: readonly ZoneRole[],
): Promise<Called<Known>> {
  const ownsZones = change.service === 'route53' && zoneRoles.some(({ account }) => account === change.account);
  const [edges, swept, inZones] = await Promise.all([
    readKnownEdges(memory, change.account),
    read(memory, SWEPT_ACCOUNTS_NAME, ACCOUNTS),
    ownsZones ? readZoneIndex(memory) : ({ kind: 'answered', value: new Map() } as const),
  ]);
  if (edges.kind === 'failed') return edges;
  if (swept.kind === 'failed') return swept;
  if (inZones.kind === 'failed') return inZones;
  return { kind: 'answered', value: { edges: edges.value, swept: swept.value, inZones: inZones.value } };
}

export function readKnownEdges(memory: RunStore, account: string): Promise<Called<KnownEdges | undefined>> {
  return read(memory, knownEdgesName(account), EDGES);
}

export async function readZoneIndex(memory: RunStore): Promise<Called<ZoneIndex>> {
  const kept = await read(memory, ZONE_INDEX_NAME, INDEX);
  return kept.kind === 'failed' ? kept : { kind: 'answered', value: new Map(Object.entries(kept.value ?? {})) };
}

/** Undefined where nothing is kept, or nothing of this form. */
async function read<T>(memory: RunStore, name: string, form: z.ZodType<T>): Promise<Called<T | undefined>> {
  const kept = await memory.get(name);
  if (kept.kind === 'failed') return kept;
  const parsed = form.safeParse(kept.value);
  return { kind: 'answered', value: parsed.success ? parsed.data : undefined };
}
