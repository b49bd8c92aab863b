import { ConnectionMode, type DistributionConfig, HttpVersion, PriceClass } from '@aws-sdk/client-cloudfront';
import type { OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { requireAlternateDomainNames } from './alternate-domain-name-rules.ts';
import { requireAttachablePolicies } from './attached-policy-rules.ts';
import { requireCacheBehaviors } from './cache-behavior-rules.ts';
import { requireCustomErrorResponses } from './custom-error-response-rules.ts';
import { distributionConfigDefaults } from './distribution-config-defaults.ts';
import { requireLength, requireMembers, requireOneOf } from './invalid-argument.ts';
import { requireOrigins } from './origin-rules.ts';
import { requireConsistentQuantities } from './quantities.ts';
import { requireMembersOnCreate } from './required-members.ts';
import { requireRestrictions } from './restriction-rules.ts';
import type { StoredDistribution } from './state.ts';
import { requireViewerCertificate } from './viewer-certificate-rules.ts';

/**
 * The configuration that AWS stores for what was sent, or the refusal. `self` is the distribution that is being updated;
 * without it, one is being created.
 */
export function acceptDistributionConfig(
  sent: DistributionConfig | undefined,
  context: OperationContext,
  self?: StoredDistribution,
): DistributionConfig {
  if (sent === undefined) throw missingBody();
  requireMembersOnCreate(sent);
  requireConsistentQuantities(sent);

  const config = distributionConfigDefaults(sent);
  requireGeneralSettings(config);
  requireOrigins(config, context);
  requireCacheBehaviors(config, context);
  requireCustomErrorResponses(config.CustomErrorResponses?.Items ?? []);
  requireRestrictions(config.Restrictions);
  requireAttachablePolicies(config, context, self);
  requireAlternateDomainNames(config.Aliases?.Items ?? [], context);
  requireViewerCertificate(config, sent.ViewerCertificate, context);
  return config;
}

function requireGeneralSettings(config: DistributionConfig): void {
  requireLength('CallerReference', config.CallerReference, 128);
  requireLength('Comment', config.Comment, 128);
  requireOneOf('PriceClass', config.PriceClass, PriceClass);
  requireOneOf('HttpVersion', config.HttpVersion, HttpVersion);
  requireOneOf('ConnectionMode', config.ConnectionMode, ConnectionMode);
  if (!/^[\w\-.*$/~"'@:+&]{0,255}$/.test(config.DefaultRootObject ?? '') || config.DefaultRootObject?.startsWith('/')) {
    throw new ServiceError(
      'InvalidDefaultRootObject',
      400,
      'The default root object file name is too big or contains an invalid character.',
    );
  }
  if (config.Logging?.Enabled) requireMembers({ Bucket: config.Logging.Bucket || undefined }, ['Bucket']);
}

function missingBody(): ServiceError {
  return new ServiceError(
    'MissingBody',
    400,
    'This operation requires a body. Ensure that the body is present and the Content-Type header is set.',
  );
}
