import { GetChangeCommand, ListResourceRecordSetsCommand, type ResourceRecordSet } from '@aws-sdk/client-route-53';
import { called, read, readPages } from '../aws/call.ts';
import { pages } from '../aws/pages.ts';
import { fromResourceRecordSet } from '../aws/record-set.ts';
import { findRoute53, type Route53Clients, route53Of } from '../aws/zone-owners.ts';
import type { AliasRecords, RecordSet } from '../model/alias-records.ts';
import { type DnsChange, dnsChangeFromTag } from '../model/dns-change.ts';
import { type DomainName, isWithinZone } from '../model/names.ts';
import { ABSENT, mapObserved, type Observed, present, unreadable } from '../model/observed.ts';
import { type PublicZone, type PublicZones, zonesFor } from './hosted-zones.ts';

const PAGE_SIZE = 300;

/** Answers what stands at a name in a zone. */
export type RecordReader = (zone: PublicZone, name: DomainName) => Promise<Observed<readonly RecordSet[]>>;

/**
 * A reader for one look at `names`. Where a zone holds many of them its pages are read once; where it holds few, each name is looked
 * up by itself: whichever needs fewer requests.
 */
export function createRecordReader(
  clients: Route53Clients,
  { zones }: PublicZones,
  names: readonly DomainName[],
): RecordReader {
  const wholeZones = new Map<string, Promise<Observed<readonly RecordSet[]>>>();
  const namesPerZone = new Map<string, number>();
  for (const zone of names.flatMap((name) => zonesFor(zones, name))) {
    namesPerZone.set(zone.id, (namesPerZone.get(zone.id) ?? 0) + 1);
  }

  return async (zone, name) => {
    const pagesOfZone = Math.max(1, Math.ceil(zone.recordCount / PAGE_SIZE));
    if ((namesPerZone.get(zone.id) ?? 0) <= pagesOfZone) return readName(clients, zone, name);
    const whole = wholeZones.get(zone.id) ?? readZone(clients, zone);
    wholeZones.set(zone.id, whole);
    return mapObserved(await whole, (records) => records.filter((record) => record.name === name));
  };
}

function readZone(clients: Route53Clients, zone: PublicZone): Promise<Observed<readonly RecordSet[]>> {
  return readPages(
    'Route53.ListResourceRecordSets',
    () => pages((start: Start | undefined) => listPage(clients, zone, start), nextStart),
    (page) => (page.ResourceRecordSets ?? []).map(fromResourceRecordSet),
  );
}

interface Start {
  readonly StartRecordName: string;
  readonly StartRecordType: ResourceRecordSet['Type'];
  readonly StartRecordIdentifier: string | undefined;
}

function listPage(clients: Route53Clients, zone: PublicZone, start: Partial<Start> | undefined) {
  return route53Of(clients, zone.account).send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone.id, MaxItems: PAGE_SIZE, ...start }),
  );
}

type RecordPage = Awaited<ReturnType<typeof listPage>>;

function nextStart(page: RecordPage): Start | undefined {
  if (page.IsTruncated !== true || page.NextRecordName === undefined) return undefined;
  return {
    StartRecordName: page.NextRecordName,
    StartRecordType: page.NextRecordType,
    StartRecordIdentifier: page.NextRecordIdentifier,
  };
}

/** The list has a start position, not a filter: read on until another name comes. */
async function readName(
  clients: Route53Clients,
  zone: PublicZone,
  name: DomainName,
): Promise<Observed<readonly RecordSet[]>> {
  const answer = await called('Route53.ListResourceRecordSets', async () => {
    const found: RecordSet[] = [];
    let start: Partial<Start> | undefined = { StartRecordName: `${name}.` };
    while (start !== undefined) {
      const page: RecordPage = await listPage(clients, zone, start);
      const records = (page.ResourceRecordSets ?? []).map(fromResourceRecordSet);
      found.push(...records.filter((record) => record.name === name));
      start = records.every((record) => record.name === name) ? nextStart(page) : undefined;
    }
    return found;
  });
  return answer.kind === 'answered' ? present(answer.value) : unreadable(answer.failure);
}

export interface RecordsAsked {
  readonly name: DomainName;
  /** The owner's word; without it the longest matching zone counts. */
  readonly chosenZoneId: string | undefined;
  /** Where the records were moved before. */
  readonly movedInZoneId: string | undefined;
  /** The tag that remembers the change submitted last. */
  readonly dnsChange: string | undefined;
  readonly zones: 'one' | 'every';
}

/**
 * The zone for `name` and what stands at it. Absent only where every account could be asked; a zone that was found decides although another account
 * could not be asked, unless the records were moved in one that is not to be seen, or all zones have to be.
 */
export async function observeAliasRecords(
  clients: Route53Clients,
  { zones, unread }: PublicZones,
  readRecords: RecordReader,
  edge: RecordsAsked,
): Promise<Observed<AliasRecords>> {
  const chosen = zones.filter(({ id }) => id === edge.chosenZoneId);
  const [zone, ...rivalZones] = edge.chosenZoneId === undefined ? zonesFor(zones, edge.name) : chosen;
  const [first] = unread;
  if (first !== undefined && (zone === undefined || edge.zones === 'every' || isMovedOutOfSight(edge, zones)))
    return unreadable(first.failure);
  if (zone === undefined) return ABSENT;

  const [recordSets, lastChange] = await Promise.all([
    readRecords(zone, edge.name),
    readLastChange(clients, dnsChangeFromTag(edge.dnsChange)),
  ]);
  if (recordSets.kind !== 'present') return recordSets;
  if (lastChange.kind === 'unreadable') return lastChange;
  const others = zones.filter((other) => other !== zone && isWithinZone(other.name, edge.name));
  const elsewhere = edge.zones === 'every' ? await readElsewhere(others, readRecords, edge.name) : present([]);
  if (elsewhere.kind !== 'present') return elsewhere;
  return present({
    zone,
    elsewhere: elsewhere.value,
    rivalZones,
    recordSets: recordSets.value,
    lastChange: lastChange.kind === 'present' ? lastChange.value : 'none',
  });
}

function isMovedOutOfSight({ chosenZoneId, movedInZoneId }: RecordsAsked, zones: readonly PublicZone[]): boolean {
  return chosenZoneId === undefined && movedInZoneId !== undefined && !zones.some(({ id }) => id === movedInZoneId);
}

async function readElsewhere(
  zones: readonly PublicZone[],
  readRecords: RecordReader,
  name: DomainName,
): Promise<Observed<AliasRecords['elsewhere']>> {
  const elsewhere: AliasRecords['elsewhere'][number][] = [];
  for (const zone of zones) {
    const found = await readRecords(zone, name);
    if (found.kind === 'unreadable') return found;
    if (found.kind === 'present') elsewhere.push({ zone, recordSets: found.value });
  }
  return present(elsewhere);
}

/** A change of an account that is not looked at any more is as good as forgotten, like one that Route 53 does not know any more. */
async function readLastChange(
  clients: Route53Clients,
  change: DnsChange | undefined,
): Promise<Observed<'PENDING' | 'INSYNC'>> {
  if (change === undefined) return ABSENT;
  const route53 = findRoute53(clients, change.zoneAccount);
  if (route53 === undefined) return ABSENT;
  const answer = await read('Route53.GetChange', () => route53.send(new GetChangeCommand({ Id: change.changeId })));
  return mapObserved(answer, (output) => (output.ChangeInfo?.Status === 'PENDING' ? 'PENDING' : 'INSYNC'));
}
