/** What AWS says about a name, asked with plain SDK calls: none of the reconciler's code takes part. */
import {
  type DistributionConfig,
  type DistributionSummary,
  GetCachePolicyCommand,
  GetDistributionCommand,
  paginateListDistributions,
} from '@aws-sdk/client-cloudfront';
import {
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsResponse,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import type { AwsClients } from '../../functions/reconciler/aws/clients.ts';

/** The facts about one name, each as a text: a table row before and after. */
export interface ReadBack {
  readonly domainName: string;
  readonly dns: string;
  readonly distribution: string;
  /** Viewer protocol policy of every behavior, and the minimum protocol version. */
  readonly viewers: string;
  /** Cache policy, or the default time to live of a behavior without one. */
  readonly caching: string;
  /** Origin protocol policy and TLS versions. */
  readonly toTheApi: string;
}

const NONE = 'none';

export async function readBack(clients: AwsClients, names: readonly string[]): Promise<readonly ReadBack[]> {
  const [records, distributions] = await Promise.all([listRecords(clients), listDistributions(clients)]);
  return Promise.all(
    names.map(async (domainName) => {
      const summary = distributions.find(({ Aliases }) => Aliases?.Items?.includes(domainName));
      const answer =
        summary?.Id === undefined
          ? undefined
          : await clients.cloudFront.send(new GetDistributionCommand({ Id: summary.Id }));
      const config = answer?.Distribution?.DistributionConfig;
      return {
        domainName,
        dns: describeRecords(records.filter(({ Name }) => Name === `${domainName}.`)),
        distribution: summary === undefined ? NONE : `${summary.Id}, ${answer?.Distribution?.Status}`,
        viewers: config === undefined ? NONE : describeViewers(config),
        caching: config === undefined ? NONE : await describeCaching(clients, config),
        toTheApi: config === undefined ? NONE : describeOrigins(config),
      };
    }),
  );
}

async function listRecords(clients: AwsClients): Promise<readonly ResourceRecordSet[]> {
  const { HostedZones = [] } = await clients.route53.send(new ListHostedZonesCommand({}));
  const publicZones = HostedZones.filter(({ Config }) => Config?.PrivateZone !== true);
  return (await Promise.all(publicZones.map(({ Id }) => listRecordsOf(clients, Id)))).flat();
}

async function listRecordsOf({ route53 }: AwsClients, zoneId: string | undefined): Promise<ResourceRecordSet[]> {
  const records: ResourceRecordSet[] = [];
  let page: ListResourceRecordSetsResponse | undefined;
  do {
    page = await route53.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        StartRecordName: page?.NextRecordName,
        StartRecordType: page?.NextRecordType,
        StartRecordIdentifier: page?.NextRecordIdentifier,
      }),
    );
    records.push(...(page.ResourceRecordSets ?? []));
  } while (page.IsTruncated);
  return records;
}

async function listDistributions({ cloudFront }: AwsClients): Promise<readonly DistributionSummary[]> {
  const distributions: DistributionSummary[] = [];
  for await (const page of paginateListDistributions({ client: cloudFront }, {})) {
    distributions.push(...(page.DistributionList?.Items ?? []));
  }
  return distributions;
}

/** `A, AAAA alias d111.cloudfront.net`: records with the same target are named together. */
function describeRecords(records: readonly ResourceRecordSet[]): string {
  const byTarget = Map.groupBy(records, ({ AliasTarget, ResourceRecords = [] }) =>
    AliasTarget === undefined
      ? ResourceRecords.map(({ Value }) => Value).join(' ')
      : `alias ${AliasTarget.DNSName?.replace(/\.$/, '')}`,
  );
  const texts = [...byTarget].map(([target, same]) => `${same.map(({ Type }) => Type).join(', ')} ${target}`);
  return texts.length === 0 ? NONE : texts.join('; ');
}

function describeViewers({ DefaultCacheBehavior, CacheBehaviors, ViewerCertificate }: DistributionConfig): string {
  const ordered = (CacheBehaviors?.Items ?? []).map(
    ({ PathPattern, ViewerProtocolPolicy }) => `${PathPattern} ${ViewerProtocolPolicy}`,
  );
  return [DefaultCacheBehavior?.ViewerProtocolPolicy, ...ordered, ViewerCertificate?.MinimumProtocolVersion].join(', ');
}

async function describeCaching(
  { cloudFront }: AwsClients,
  { DefaultCacheBehavior, CacheBehaviors }: DistributionConfig,
): Promise<string> {
  const texts = [DefaultCacheBehavior, ...(CacheBehaviors?.Items ?? [])].map(async (behavior) => {
    if (behavior?.CachePolicyId === undefined) return `${behavior?.DefaultTTL ?? 0} s by default`;
    const { CachePolicy } = await cloudFront.send(new GetCachePolicyCommand({ Id: behavior.CachePolicyId }));
    return CachePolicy?.CachePolicyConfig?.Name ?? behavior.CachePolicyId;
  });
  return (await Promise.all(texts)).join(', ');
}

function describeOrigins({ Origins }: DistributionConfig): string {
  return (Origins?.Items ?? [])
    .map(({ CustomOriginConfig }) =>
      [CustomOriginConfig?.OriginProtocolPolicy, ...(CustomOriginConfig?.OriginSslProtocols?.Items ?? [])].join(', '),
    )
    .join('; ');
}
