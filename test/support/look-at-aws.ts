import {
  CloudFrontClient,
  type DistributionConfig,
  GetDistributionConfigCommand,
  ListTagsForResourceCommand,
  paginateListDistributions,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import {
  type HostedZone,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  paginateListHostedZones,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { publicRecords } from '../../simulator/core/dns-lookup.ts';
import type { SimulatedAws } from './simulated-aws.ts';

interface Seen {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  readonly status: string;
}

/** What a person would see in the console, read with plain SDK clients. */
export interface AwsView {
  distributions(): Promise<readonly Seen[]>;
  config(id: string): Promise<DistributionConfig>;
  tags(arn: string): Promise<Record<string, string>>;
  /** Record sets at a name, as `A d111.cloudfront.net` or `CNAME 300 host`, in the zones of an account. */
  records(name: string, account?: string): Promise<readonly string[]>;
  /** Changes a distribution as somebody in the console would. */
  editByHand(id: string, edit: (config: DistributionConfig) => void): Promise<void>;
}

export function lookAtAws(aws: SimulatedAws): AwsView {
  const config = async (id: string) =>
    (await aws.client(CloudFrontClient).send(new GetDistributionConfigCommand({ Id: id }))).DistributionConfig!;
  return {
    config,
    async distributions() {
      const found: Seen[] = [];
      for await (const { DistributionList } of paginateListDistributions(
        { client: aws.client(CloudFrontClient) },
        {},
      )) {
        for (const one of DistributionList?.Items ?? []) {
          found.push({
            id: one.Id!,
            arn: one.ARN!,
            domainName: one.DomainName!,
            aliases: one.Aliases?.Items ?? [],
            status: one.Status!,
          });
        }
      }
      return found;
    },
    async tags(arn) {
      const { Tags } = await aws.client(CloudFrontClient).send(new ListTagsForResourceCommand({ Resource: arn }));
      return Object.fromEntries((Tags?.Items ?? []).map(({ Key, Value }) => [Key!, Value!]));
    },
    async records(name, account) {
      const client = aws.client(Route53Client, { account });
      const zones: HostedZone[] = [];
      for await (const page of paginateListHostedZones({ client }, {})) zones.push(...(page.HostedZones ?? []));
      const zone = zones.find((one) => name.endsWith(one.Name!.replace(/\.$/, '')) && !one.Config?.PrivateZone)!;
      const sets = await recordSetsAt(client, zone.Id!, `${name}.`);
      return sets.map((set) =>
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

/** Names of the validation records in DNS. */
export function validationRecords({ simulator }: SimulatedAws): readonly string[] {
  return [...simulator.world.state(publicRecords, '*').keys()].filter((key) => key.startsWith('_'));
}

async function recordSetsAt(client: Route53Client, HostedZoneId: string, name: string): Promise<ResourceRecordSet[]> {
  const found: ResourceRecordSet[] = [];
  let start: { StartRecordName?: string; StartRecordType?: ResourceRecordSet['Type'] } | undefined = {};
  while (start !== undefined) {
    const page: ListResourceRecordSetsCommandOutput = await client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId, ...start }),
    );
    found.push(...(page.ResourceRecordSets ?? []).filter((set) => set.Name === name));
    start = page.IsTruncated
      ? { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType }
      : undefined;
  }
  return found;
}
