import { ListHostedZonesCommand, type Route53Client } from '@aws-sdk/client-route-53';
import { readPages } from '../aws/call.ts';
import { pages } from '../aws/pages.ts';
import type { Route53Clients } from '../aws/zone-owners.ts';
import type { HostedZone } from '../model/alias-records.ts';
import type { Failure } from '../model/failure.ts';
import { type AccountId, type DomainName, domainNameFromAws, isWithinZone } from '../model/names.ts';
import { mapObserved, type Observed } from '../model/observed.ts';

export interface PublicZone extends HostedZone {
  readonly recordCount: number;
}

/** The public hosted zones of the edge's account and of every zone owner. A zone that several roles show is one zone. */
export interface PublicZones {
  readonly zones: readonly PublicZone[];
  /** Accounts whose zones could not be read: any name may be in one of them. */
  readonly unread: readonly UnreadZones[];
}

export interface UnreadZones {
  /** Absent: the edge's own. */
  readonly account?: AccountId;
  readonly failure: Failure;
}

/** Lists each account's zones once. */
export async function observePublicZones({ route53, zoneOwners }: Route53Clients): Promise<PublicZones> {
  const lists = await Promise.all([
    readZones(route53),
    ...zoneOwners.map((owner) => readZones(owner.route53, owner.account)),
  ]);
  const zones = lists.flatMap(({ observed }) => (observed.kind === 'present' ? observed.value : []));
  return {
    zones: zones.filter((zone, index) => zones.findIndex(({ id }) => id === zone.id) === index),
    unread: lists.flatMap(({ account, observed }) =>
      observed.kind === 'unreadable' ? [{ ...account, failure: observed.failure }] : [],
    ),
  };
}

/** Zones that another AWS service manages cannot be edited and are left out. */
async function readZones(route53: Route53Client, owner?: AccountId) {
  const account = owner === undefined ? {} : { account: owner };
  const listed = await readPages(
    'Route53.ListHostedZones',
    () =>
      pages(
        (Marker: string | undefined) => route53.send(new ListHostedZonesCommand({ Marker, MaxItems: 100 })),
        (page) => page.NextMarker || undefined,
      ),
    (page) => page.HostedZones ?? [],
  );
  const observed: Observed<readonly PublicZone[]> = mapObserved(listed, (all) =>
    all
      .filter((zone) => zone.Config?.PrivateZone !== true && zone.LinkedService === undefined)
      .map((zone) => ({
        id: (zone.Id ?? '').replace('/hostedzone/', ''),
        name: domainNameFromAws(zone.Name ?? ''),
        ...account,
        recordCount: zone.ResourceRecordSetCount ?? 0,
      })),
  );
  return { account, observed };
}

/** The zones that could hold `name`: those with the longest label-aligned suffix. More than one means that somebody has to choose. */
export function zonesFor(zones: readonly PublicZone[], name: DomainName): readonly PublicZone[] {
  const holding = zones.filter((zone) => isWithinZone(zone.name, name));
  const longest = Math.max(0, ...holding.map((zone) => zone.name.length));
  return holding.filter((zone) => zone.name.length === longest);
}
