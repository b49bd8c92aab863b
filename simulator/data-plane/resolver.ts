import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { World } from '../core/world.ts';
import { parseDnsName, toPlainName } from '../route53/dns-name.ts';
import { awsNameAnswer } from './aws-names.ts';
import { findRecordSets, type RecordSetsFound } from './find-record-sets.ts';
import { createTurns, type Turns } from './turns.ts';

/*
 * The DNS of the simulation, as the authoritative name servers answer it. A name of AWS's own is answered by AWS; any other by the hosted zone with
 * the longest matching name, of whatever account. Alias records answer with the addresses and the TTL of their target; CNAME records are followed.
 */

export type QueryType = 'A' | 'AAAA' | 'CNAME' | 'HTTPS';

export interface DnsAnswer {
  /** NODATA: the name exists, but not with this type (on the wire: NOERROR without an answer). */
  readonly code: 'NOERROR' | 'NODATA' | 'NXDOMAIN';
  readonly values: readonly string[];
  /** The smallest on the way; without values, how long their absence may be remembered. */
  readonly ttlSeconds: number;
}

export interface Resolver {
  /** `at` is an account: the question is asked inside its VPCs, where its private hosted zones come first. */
  resolve(name: string, type: QueryType, at?: string): DnsAnswer;
}

export const LONGEST_CNAME_CHAIN = 8;
/** Where no zone says how long a name's absence may be remembered. */
const ABSENCE_SECONDS = 60;

export function createResolver(world: () => World): Resolver {
  const turns = createTurns();
  return { resolve: (name, type, at) => follow(plain(name), { type, at, world: world(), turns }, LONGEST_CNAME_CHAIN) };
}

interface Query {
  readonly type: QueryType;
  readonly at: string | undefined;
  readonly world: World;
  readonly turns: Turns;
}

function follow(name: string, query: Query, stepsLeft: number): DnsAnswer {
  if (stepsLeft === 0) return absent('NODATA');
  const ofAws = awsNameAnswer(name, query.type, query.world);
  if (ofAws !== undefined) return ofAws;
  const parsed = parseDnsName(name);
  if (parsed.kind === 'problem') return absent('NXDOMAIN');
  return answer(findRecordSets(parsed.name, query.world, query.at), query, stepsLeft);
}

function answer(found: RecordSetsFound, query: Query, stepsLeft: number): DnsAnswer {
  if (found.kind === 'no-such-name') return absent('NXDOMAIN', found.absenceSeconds);
  const sets = found.recordSets.filter(({ Type }) => Type === query.type);
  const own = query.turns.next(sets);
  if (own !== undefined) return answerOf(own, query, stepsLeft);
  const cname = found.recordSets.find(({ Type }) => Type === 'CNAME');
  if (cname === undefined) return absent('NODATA', found.absenceSeconds);
  return upTo(cname.TTL ?? 0, follow(plain(valuesOf(cname)[0] ?? ''), query, stepsLeft - 1));
}

function answerOf(set: ResourceRecordSet, query: Query, stepsLeft: number): DnsAnswer {
  const { AliasTarget, TTL = 0 } = set;
  if (AliasTarget === undefined) return { code: 'NOERROR', values: valuesOf(set), ttlSeconds: TTL };
  const target = follow(plain(AliasTarget.DNSName ?? ''), query, stepsLeft - 1);
  // The name of the alias record itself exists, whatever became of its target.
  return target.code === 'NXDOMAIN' ? { ...target, code: 'NODATA' } : target;
}

function valuesOf({ ResourceRecords = [] }: ResourceRecordSet): string[] {
  return ResourceRecords.map(({ Value }) => Value ?? '');
}

function upTo(ttlSeconds: number, further: DnsAnswer): DnsAnswer {
  return { ...further, ttlSeconds: Math.min(ttlSeconds, further.ttlSeconds) };
}

function absent(code: 'NODATA' | 'NXDOMAIN', ttlSeconds = ABSENCE_SECONDS): DnsAnswer {
  return { code, values: [], ttlSeconds };
}

function plain(name: string): string {
  return toPlainName(name.toLowerCase());
}
