import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import type { SimulatedAws } from './simulated-aws.ts';

/** Hosted zones and records as somebody in the console would see and change them. Zones are named by their ids. */
export interface ZonesByHand {
  /** The id of the first zone of this name. */
  zone(zoneName: string): Promise<string>;
  addZone(zoneName: string): Promise<string>;
  change(zoneId: string, changes: readonly Change[]): Promise<void>;
  /** Where the routing records of a name in one zone lead, as `A d111.cloudfront.net`. */
  targets(zoneId: string, name: string): Promise<readonly string[]>;
}

export function zonesByHand(aws: SimulatedAws): ZonesByHand {
  const client = () => aws.client(Route53Client);
  return {
    async zone(zoneName) {
      const { HostedZones } = await client().send(new ListHostedZonesCommand({}));
      return HostedZones!.find((zone) => zone.Name === `${zoneName}.`)!.Id!.replace('/hostedzone/', '');
    },
    async addZone(zoneName) {
      const reference = `${zoneName} ${aws.simulator.requests().length}`;
      const { HostedZone } = await client().send(
        new CreateHostedZoneCommand({ Name: zoneName, CallerReference: reference }),
      );
      return HostedZone!.Id!.replace('/hostedzone/', '');
    },
    async change(zoneId, changes) {
      await client().send(
        new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes: [...changes] } }),
      );
    },
    async targets(zoneId, name) {
      const { ResourceRecordSets } = await client().send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId }));
      const sets = ResourceRecordSets!.filter((set) => set.Name === `${name}.` && !['NS', 'SOA'].includes(set.Type!));
      return sets.map((set) => `${set.Type} ${targetOf(set)}`);
    },
  };
}

/** A record that leads to a distribution. */
export function aliasToCloudFront(
  name: string,
  type: 'A' | 'AAAA' | 'HTTPS',
  distributionDomainName: string,
  routing: Pick<ResourceRecordSet, 'SetIdentifier' | 'Weight'> = {},
): ResourceRecordSet {
  const target = { DNSName: distributionDomainName, HostedZoneId: 'Z2FDTNDATAQYW2', EvaluateTargetHealth: false };
  return { Name: name, Type: type, AliasTarget: target, ...routing };
}

function targetOf({ AliasTarget, ResourceRecords }: ResourceRecordSet): string {
  return AliasTarget === undefined
    ? ResourceRecords!.map(({ Value }) => Value).join(' ')
    : AliasTarget.DNSName!.replace(/\.$/, '');
}
