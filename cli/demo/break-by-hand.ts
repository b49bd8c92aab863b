import {
  type DistributionConfig,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { InvariantError } from '../../functions/reconciler/model/errors.ts';
import type { Stage } from './stage.ts';

const LOOK_EVERY_SECONDS = 30;
const DEPLOYED_AFTER_SECONDS = 3600;

/**
 * What a well-meaning person does in the console to "make http work": two plain SDK calls, no part of the reconciler. Returns once
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
  if (broken.DefaultCacheBehavior) broken.DefaultCacheBehavior.ViewerProtocolPolicy = 'allow-all';
  if (broken.ViewerCertificate) broken.ViewerCertificate.MinimumProtocolVersion = 'TLSv1';
  for (const { CustomOriginConfig } of broken.Origins?.Items ?? []) {
    if (CustomOriginConfig) CustomOriginConfig.OriginProtocolPolicy = 'match-viewer';
  }
  return broken;
}

async function waitUntilDeployed({ clients, pass }: Stage, distributionId: string): Promise<void> {
  for (let seconds = 0; seconds < DEPLOYED_AFTER_SECONDS; seconds += LOOK_EVERY_SECONDS) {
    const { Distribution } = await clients.cloudFront.send(new GetDistributionCommand({ Id: distributionId }));
    if (Distribution?.Status === 'Deployed') return;
    pass(LOOK_EVERY_SECONDS);
  }
  throw new InvariantError(`distribution ${distributionId} is not Deployed after ${DEPLOYED_AFTER_SECONDS} seconds`);
}
