import type { CreateDistributionResult, DistributionConfig } from '@aws-sdk/client-cloudfront';
import type { OperationContext } from '../core/operation.ts';
import { resourceTags } from '../core/resource-tags.ts';
import { ServiceError } from '../core/service-error.ts';
import { acceptDistributionConfig } from './accept-distribution-config.ts';
import { requireFreeAlternateDomainNames } from './alternate-domain-name-rules.ts';
import { deploy } from './deploy.ts';
import { distributionArn, location, newDistributionDomainName, newDistributionId } from './identifiers.ts';
import { holdSharedNames } from './shared-names.ts';
import { cloudFrontOf, type StoredDistribution } from './state.ts';
import { toDistribution } from './to-distribution.ts';
import { sentUnknownElements } from './unknown-elements.ts';

/** What CreateDistribution and CreateDistributionWithTags have in common. */
export function addDistribution(
  sent: DistributionConfig | undefined,
  tags: Map<string, string>,
  context: OperationContext,
): CreateDistributionResult {
  const config = acceptDistributionConfig(sent, context);
  requireNewCallerReference(config.CallerReference, context);
  requireRoom(context);
  requireFreeAlternateDomainNames(config.Aliases?.Items ?? [], context);

  const distribution = emptyDistribution(config, context);
  deploy(distribution, config, context);
  cloudFrontOf(context).distributions.set(distribution.id, distribution);
  holdSharedNames(distribution, context);
  context.world.state(resourceTags, context.account).set(distribution.arn, tags);
  return {
    Distribution: toDistribution(distribution),
    Location: location(`distribution/${distribution.id}`),
    ETag: distribution.etag,
  };
}

function requireNewCallerReference(callerReference: string | undefined, context: OperationContext): void {
  const distributions = [...cloudFrontOf(context).distributions.values()];
  if (!distributions.some(({ config }) => config.CallerReference === callerReference)) return;
  throw new ServiceError(
    'DistributionAlreadyExists',
    409,
    'The caller reference you attempted to create the distribution with is associated with another distribution.',
  );
}

function requireRoom(context: OperationContext): void {
  const { distributions, quotas } = cloudFrontOf(context);
  if (distributions.size < quotas.distributions) return;
  throw new ServiceError(
    'TooManyDistributions',
    400,
    'Processing your request would cause you to exceed the maximum number of distributions allowed.',
  );
}

function emptyDistribution(config: DistributionConfig, context: OperationContext): StoredDistribution {
  const id = newDistributionId(context.ids);
  return {
    id,
    arn: distributionArn(context.account, id),
    domainName: newDistributionDomainName(context.ids),
    etag: '',
    status: 'InProgress',
    lastModifiedTime: new Date(context.clock.now()),
    config,
    unknownElements: sentUnknownElements(context),
    deployedConfig: undefined,
    deployments: [],
    invalidations: new Map(),
  };
}
