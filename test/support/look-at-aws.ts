import {
  CloudFrontClient,
  type DistributionConfig,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  ListTagsForResourceCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { ListHostedZonesCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import type { SimulatedAws } from './simulated-aws.ts';

/** What a person would see in the console, read with plain SDK clients. */
export interface AwsView {
  distributions(): Promise<
    readonly {
      readonly id: string;
      readonly arn: string;
      readonly domainName: string;
      readonly aliases: readonly string[];
      readonly status: string;
    }[]
  >;
  config(id: string): Promise<DistributionConfig>;
  tags(arn: string): Promise<Record<string, string>>;
  /** Record sets at a name, as `A d111.cloudfront.net` or `CNAME 300 host`. */
  records(name: string): Promise<readonly string[]>;
  /** Changes a distribution as somebody in the console would. */
  editByHand(id: string, edit: (config: DistributionConfig) => void): Promise<void>;
}

export function lookAtAws(aws: SimulatedAws): AwsView {
  const config = async (id: string) =>
    (await aws.client(CloudFrontClient).send(new GetDistributionConfigCommand({ Id: id }))).DistributionConfig!;
  return {
    config,
    async distributions() {
      const { DistributionList } = await aws
        .client(CloudFrontClient)
        .send(new ListDistributionsCommand({ MaxItems: 100 }));
      return (DistributionList?.Items ?? []).map((one) => ({
        id: one.Id!,
        arn: one.ARN!,
        domainName: one.DomainName!,
        aliases: one.Aliases?.Items ?? [],
        status: one.Status!,
      }));
    },
    async tags(arn) {
      const { Tags } = await aws.client(CloudFrontClient).send(new ListTagsForResourceCommand({ Resource: arn }));
      return Object.fromEntries((Tags?.Items ?? []).map(({ Key, Value }) => [Key!, Value!]));
    },
    async records(name) {
      const client = aws.client(Route53Client);
      const { HostedZones } = await client.send(new ListHostedZonesCommand({ MaxItems: 100 }));
      const zone = HostedZones!.find((one) => name.endsWith(one.Name!.replace(/\.$/, '')) && !one.Config?.PrivateZone)!;
      const { ResourceRecordSets } = await client.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: zone.Id, MaxItems: 300 }),
      );
      return ResourceRecordSets!
        .filter((set) => set.Name === `${name}.`)
        .map((set) =>
          set.AliasTarget
            ? `${set.Type} ${set.AliasTarget.DNSName!.replace(/\.$/, '')}`
            : `${set.Type} ${set.TTL} ${set.ResourceRecords!.map((one) => one.Value).join(' ')}`,
        );
    },
    async editByHand(id, edit) {
      const client = aws.client(CloudFrontClient);
      const { DistributionConfig, ETag } = await client.send(new GetDistributionConfigCommand({ Id: id }));
      edit(DistributionConfig!);
      await client.send(new UpdateDistributionCommand({ Id: id, IfMatch: ETag, DistributionConfig }));
    },
  };
}
