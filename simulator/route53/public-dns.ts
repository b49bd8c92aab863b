import { type ResourceRecordSet, RRType } from '@aws-sdk/client-route-53';
import { publicRecords, recordKey } from '../core/dns-lookup.ts';
import type { World } from '../core/world.ts';
import { toPlainName } from './dns-name.ts';
import { type Zone, zoneIndex } from './state.ts';

/*
 * What the public DNS answers, for the services that look names up. A name is answered by the public zone with the longest
 * matching name; of several such zones, the oldest one: it stands for the zone that the registrar delegates to.
 */

/** Writes what the DNS now answers for these names of a zone that has just changed. */
export function publishNames(zone: Zone, names: Iterable<string>, world: World): void {
  if (zone.privateZone) return;
  for (const name of names) publishName(name, world);
}

/** After a zone came or went, the names within it may be answered by another zone. */
export function publishZone(zone: Zone, world: World): void {
  if (zone.privateZone) return;
  const index = world.state(zoneIndex, '*');
  const related = [...index.publicByName.values()].flat().filter((other) => overlap(other.name, zone.name));
  publishNames(zone, new Set([zone, ...related].flatMap(({ records }) => [...records.keys()])), world);
}

function publishName(name: string, world: World): void {
  const published = world.state(publicRecords, '*');
  const plainName = toPlainName(name);
  const answers = Map.groupBy(delegatedZone(name, world)?.records.get(name) ?? [], ({ Type }) => Type ?? '');
  for (const type of Object.values(RRType)) {
    const recordSets = answers.get(type);
    if (recordSets === undefined) published.delete(recordKey(plainName, type));
    else published.set(recordKey(plainName, type), recordSets.flatMap(answerOf));
  }
}

/** An alias record answers under its own type; here it shows the name that it targets. */
function answerOf({ AliasTarget, ResourceRecords }: ResourceRecordSet): string[] {
  if (AliasTarget !== undefined) return [toPlainName(AliasTarget.DNSName ?? '')];
  return (ResourceRecords ?? []).map(({ Value }) => Value ?? '');
}

function delegatedZone(name: string, world: World): Zone | undefined {
  const { publicByName } = world.state(zoneIndex, '*');
  for (let suffix = name; suffix !== ''; suffix = suffix.slice(suffix.indexOf('.') + 1)) {
    const zone = publicByName.get(suffix)?.[0];
    if (zone !== undefined) return zone;
  }
  return undefined;
}

function overlap(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}
