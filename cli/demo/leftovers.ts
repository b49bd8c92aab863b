import {
  type DistributionSummary,
  ListOriginRequestPoliciesCommand,
  paginateListDistributions,
} from '@aws-sdk/client-cloudfront';
import type { AwsClients } from '../../functions/reconciler/aws/clients.ts';

/** What exists in CloudFront beside what AWS brings, a text for each: asked with plain SDK calls. */
export async function findLeftovers({ cloudFront }: AwsClients): Promise<readonly string[]> {
  const distributions: DistributionSummary[] = [];
  for await (const page of paginateListDistributions({ client: cloudFront }, {})) {
    distributions.push(...(page.DistributionList?.Items ?? []));
  }
  const policies = await cloudFront.send(new ListOriginRequestPoliciesCommand({ Type: 'custom' }));
  const names = (policies.OriginRequestPolicyList?.Items ?? []).map(
    ({ OriginRequestPolicy }) => OriginRequestPolicy?.OriginRequestPolicyConfig?.Name,
  );
  return [...distributions.map(describeDistribution), ...names.map((name) => `origin request policy ${name}`)];
}

function describeDistribution({ Id, Status, Enabled }: DistributionSummary): string {
  return `distribution ${Id} (${Enabled === true ? 'enabled' : 'disabled'}, ${Status})`;
}
