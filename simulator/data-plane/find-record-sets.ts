import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { World } from '../core/world.ts';
import { liesWithin } from '../route53/dns-name.ts';
import { type ServedZone, servedZones } from '../route53/served-zones.ts';

export type RecordSetsFound =
  | { readonly kind: 'found'; readonly recordSets: readonly ResourceRecordSet[]; readonly absenceSeconds: number }
  | { readonly kind: 'no-such-name'; readonly absenceSeconds?: number };

/**
 * The record sets that answer for a name, in canonical form: its own, or those of the wildcard at its closest encloser (RFC 4592). A name that exists,
 * even only as part of a longer one, is answered by no wildcard.
 */
export function findRecordSets(name: string, world: World, account: string | undefined): RecordSetsFound {
  const zone = zoneOf(name, world, account);
  if (zone === undefined) return { kind: 'no-such-name' };
  const absenceSeconds = absenceSecondsOf(zone);
  if (exists(name, zone)) return { kind: 'found', recordSets: zone.records.get(name) ?? [], absenceSeconds };
  const wildcard = zone.records.get(`\\052.${closestEncloser(name, zone)}`);
  return wildcard === undefined
    ? { kind: 'no-such-name', absenceSeconds }
    : { kind: 'found', recordSets: wildcard, absenceSeconds };
}

/** The longest name wins; then a private zone, then the oldest one, which stands for the zone that the registrar delegates to. */
function zoneOf(name: string, world: World, account: string | undefined): ServedZone | undefined {
  const isVisible = (zone: ServedZone) => !zone.privateZone || zone.account === account;
  const [zone] = [...world.state(servedZones, '*').values()]
    .filter((each) => liesWithin(name, each.name) && isVisible(each))
    .sort((one, other) => other.name.length - one.name.length || Number(other.privateZone) - Number(one.privateZone));
  return zone;
}

function exists(name: string, { records }: ServedZone): boolean {
  return records.has(name) || [...records.keys()].some((other) => other.endsWith(`.${name}`));
}

function closestEncloser(name: string, zone: ServedZone): string {
  const parent = name.slice(name.indexOf('.') + 1);
  return parent === zone.name || exists(parent, zone) ? parent : closestEncloser(parent, zone);
}

/** RFC 2308: the smaller of the SOA record's TTL and its last field. */
function absenceSecondsOf({ name, records }: ServedZone): number {
  const soa = records.get(name)?.find(({ Type }) => Type === 'SOA');
  const minimum = Number(soa?.ResourceRecords?.[0]?.Value?.split(' ').at(-1));
  return Math.min(soa?.TTL ?? 0, minimum);
}
