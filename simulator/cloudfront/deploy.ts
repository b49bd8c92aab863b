import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import type { OperationContext } from '../core/operation.ts';
import { newEtag } from './identifiers.ts';
import { cloudFrontOf, type StoredDistribution } from './state.ts';

/** Makes `config` what the control plane answers now, and what the edge locations serve after the deployment. */
export function deploy(distribution: StoredDistribution, config: DistributionConfig, context: OperationContext): void {
  const etag = newEtag(context.ids);
  distribution.config = config;
  distribution.etag = etag;
  distribution.status = 'InProgress';
  distribution.lastModifiedTime = new Date(context.clock.now());
  const seconds = cloudFrontOf(context).deploymentSeconds;
  distribution.deployments.push({ config, startedAt: context.clock.now(), seconds });
  context.clock.after(seconds, () => {
    distribution.deployedConfig = config;
    // A later change is still on its way.
    if (distribution.etag === etag) distribution.status = 'Deployed';
  });
}
