import type { CustomErrorResponse, DistributionConfig } from '@aws-sdk/client-cloudfront';
import { cacheBehaviorDefaults } from './cache-behavior-defaults.ts';
import { originDefaults } from './origin-defaults.ts';
import { present } from './present.ts';
import { withoutEmptyItems } from './quantities.ts';
import { viewerCertificateDefaults } from './viewer-certificate-defaults.ts';

/**
 * The configuration as AWS answers it after it has accepted `config`: what the caller left out has AWS's value, empty lists
 * have a quantity only, and every other member is what the caller sent.
 *
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html
 */
export function distributionConfigDefaults(config: DistributionConfig): DistributionConfig {
  return withoutEmptyItems<DistributionConfig>({
    CallerReference: undefined,
    Comment: undefined,
    Enabled: undefined,
    Aliases: { Quantity: 0 },
    DefaultRootObject: '',
    OriginGroups: { Quantity: 0 },
    PriceClass: 'PriceClass_All',
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: '',
    HttpVersion: 'http2',
    IsIPV6Enabled: false,
    ContinuousDeploymentPolicyId: '',
    Staging: false,
    ConnectionMode: 'direct',
    ...present(config),
    Origins: {
      Quantity: config.Origins?.Quantity,
      Items: (config.Origins?.Items ?? []).map(originDefaults),
    },
    DefaultCacheBehavior: cacheBehaviorDefaults(config.DefaultCacheBehavior ?? emptyBehavior),
    CacheBehaviors: {
      Quantity: config.CacheBehaviors?.Quantity ?? 0,
      Items: config.CacheBehaviors?.Items?.map(cacheBehaviorDefaults),
    },
    CustomErrorResponses: {
      Quantity: config.CustomErrorResponses?.Quantity ?? 0,
      Items: config.CustomErrorResponses?.Items?.map(customErrorResponseDefaults),
    },
    Logging: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '', ...present(config.Logging) },
    ViewerCertificate: viewerCertificateDefaults(config.ViewerCertificate),
  });
}

const emptyBehavior = { TargetOriginId: undefined, ViewerProtocolPolicy: undefined };

function customErrorResponseDefaults(response: CustomErrorResponse): CustomErrorResponse {
  return { ErrorCode: undefined, ResponsePagePath: '', ResponseCode: '', ErrorCachingMinTTL: 10, ...present(response) };
}
