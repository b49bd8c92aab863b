import {
  type DistributionConfig,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { InvariantError } from '../../functions/reconciler/model/errors.ts';
import type { Stage } from './stage.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

/**
 * What a well-meaning person does to "make http work, and fast": two plain SDK calls, no part of the reconciler. Returns once
 * CloudFront has deployed it, so that it is in effect.
 */
export async function breakByHand(stage: Stage, distributionId: string): Promise<void> {
  const { cloudFront } = stage.clients;
  const { DistributionConfig, ETag } = await cloudFront.send(new GetDistributionConfigCommand({ Id: distributionId }));
  if (DistributionConfig === undefined) throw new InvariantError(`distribution ${distributionId} has no config`);
  await cloudFront.send(
    new UpdateDistributionCommand({
      Id: distributionId,
      IfMatch: ETag,
      DistributionConfig: withPlainText(DistributionConfig),
    }),
  );
  await waitUntilDeployed(stage, distributionId);
}

function withPlainText(config: DistributionConfig): DistributionConfig {
  const broken = structuredClone(config);
  if (broken.DefaultCacheBehavior) {
    broken.DefaultCacheBehavior.ViewerProtocolPolicy = 'allow-all';
    broken.DefaultCacheBehavior.CachePolicyId = CACHING_OPTIMIZED;
  }
  if (broken.ViewerCertificate) broken.ViewerCertificate.MinimumProtocolVersion = 'TLSv1';
  for (const { CustomOriginConfig } of broken.Origins?.Items ?? []) {
    if (CustomOriginConfig) CustomOriginConfig.OriginProtocolPolicy = 'match-viewer';
  }
  return broken;
}

function waitUntilDeployed(stage: Stage, distributionId: string): Promise<void> {
  return stage.passUntil(`distribution ${distributionId} to be Deployed`, async () => {
    const { Distribution } = await stage.clients.cloudFront.send(new GetDistributionCommand({ Id: distributionId }));
    return Distribution?.Status === 'Deployed';
  });
}
