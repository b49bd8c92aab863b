import {
  type DistributionSummary,
  ListDistributionsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudfront';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { read, readPages } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import { fromDistributionSummary } from '../aws/distribution.ts';
import { pages } from '../aws/pages.ts';
import type { Distribution } from '../model/distribution.ts';
import type { DomainName } from '../model/names.ts';
import { mapObserved, type Observed, present } from '../model/observed.ts';
import type { Tags } from '../model/plan.ts';
import { observePricingPlans } from './pricing-plans.ts';

/**
 * Every distribution of the account with its tags: the list has all that the rules judge (ETag included), the Resource Groups
 * Tagging API the tags, a hundred to a page each, and Pricing Plan Manager what is on a flat-rate plan. Nothing is read one by one.
 */
export async function observeDistributions(
  clients: AwsClients,
  names: 'all' | readonly DomainName[],
): Promise<Observed<readonly Distribution[]>> {
  const [summaries, tagsByArn] = await Promise.all([listDistributions(clients), listTags(clients)]);
  if (summaries.kind !== 'present') return summaries;
  if (tagsByArn.kind !== 'present') return tagsByArn;
  const listed = summaries.value.map((summary) =>
    fromDistributionSummary(summary, tagsByArn.value.get(summary.ARN ?? '') ?? {}),
  );
  const pricingPlanOf = await observePricingPlans(clients, listed, names);
  return present(listed.map((one) => ({ ...one, pricingPlan: pricingPlanOf(one.arn) })));
}

function listDistributions({ cloudFront }: AwsClients): Promise<Observed<readonly DistributionSummary[]>> {
  return readPages(
    'CloudFront.ListDistributions',
    () =>
      pages(
        (Marker: string | undefined) => cloudFront.send(new ListDistributionsCommand({ Marker, MaxItems: 100 })),
        (page) => page.DistributionList?.NextMarker || undefined,
      ),
    (page) => page.DistributionList?.Items ?? [],
  );
}

async function listTags({ tagging }: AwsClients): Promise<Observed<ReadonlyMap<string, Tags>>> {
  const resources = await readPages(
    'ResourceGroupsTaggingAPI.GetResources',
    () =>
      pages(
        (PaginationToken: string | undefined) =>
          tagging.send(
            new GetResourcesCommand({
              ResourceTypeFilters: ['cloudfront:distribution'],
              ResourcesPerPage: 100,
              PaginationToken,
            }),
          ),
        (page) => page.PaginationToken || undefined,
      ),
    (page) => page.ResourceTagMappingList ?? [],
  );
  return mapObserved(
    resources,
    (mappings) => new Map(mappings.map(({ ResourceARN, Tags }) => [ResourceARN ?? '', toTags(Tags)])),
  );
}

/** The tags of one distribution from CloudFront itself: the Tagging API may lag behind a write by seconds. */
export async function observeTags({ cloudFront }: AwsClients, distributionArn: string): Promise<Observed<Tags>> {
  const answer = await read('CloudFront.ListTagsForResource', () =>
    cloudFront.send(new ListTagsForResourceCommand({ Resource: distributionArn })),
  );
  return mapObserved(answer, (output) => toTags(output.Tags?.Items));
}

function toTags(tags: readonly { Key: string | undefined; Value?: string | undefined }[] | undefined): Tags {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}
