import { ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import { readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { pages } from '../aws/pages.ts';
import type { HostedZone } from '../model/alias-records.ts';
import { type DomainName, domainNameFromAws, isWithinZone } from '../model/names.ts';
import { mapObserved, type Observed } from '../model/observed.ts';

export interface PublicZone extends HostedZone {
  readonly recordCount: number;
}

/** The account's public hosted zones. Zones that another AWS service manages cannot be edited and are left out. */
export async function observePublicZones({ route53 }: AwsClients): Promise<Observed<readonly PublicZone[]>> {
  const zones = await readPages(
    'Route53.ListHostedZones',
    () =>
      pages(
        (Marker: string | undefined) => route53.send(new ListHostedZonesCommand({ Marker, MaxItems: 100 })),
        (page) => page.NextMarker || undefined,
      ),
    (page) => page.HostedZones ?? [],
  );
  return mapObserved(zones, (all) =>
    all
      .filter((zone) => zone.Config?.PrivateZone !== true && zone.LinkedService === undefined)
      .map((zone) => ({
        id: (zone.Id ?? '').replace('/hostedzone/', ''),
        name: domainNameFromAws(zone.Name ?? ''),
        recordCount: zone.ResourceRecordSetCount ?? 0,
      })),
  );
}

/** The zones that could hold `name`: those with the longest label-aligned suffix. More than one means that somebody has to choose. */
export function zonesFor(zones: readonly PublicZone[], name: DomainName): readonly PublicZone[] {
  const holding = zones.filter((zone) => isWithinZone(zone.name, name));
  const longest = Math.max(0, ...holding.map((zone) => zone.name.length));
  return holding.filter((zone) => zone.name.length === longest);
}
