/**
 * CloudFront's spelling of a distribution ⇄ ours, both directions in one file. `Quantity`, `Items` and absent-means-default
 * end here. `fromDistribution*` project: what no rule names is not read. `toDistributionConfig` writes a whole new config.
 */
import type {
  DistributionConfig,
  DistributionSummary,
  OriginCustomHeader,
  CacheBehavior as SdkBehavior,
  DefaultCacheBehavior as SdkDefaultBehavior,
  Origin as SdkOrigin,
  ViewerCertificate as SdkViewerCertificate,
} from '@aws-sdk/client-cloudfront';
import type {
  CacheBehavior,
  DistributionSettings,
  Forwarding,
  ListedDistribution,
  Origin,
  ViewerCertificate,
} from '../model/distribution.ts';
import { domainNameFromAws } from '../model/names.ts';
import type { OriginHeader } from '../model/origin-verify.ts';
import type { Tags } from '../model/plan.ts';
import { fingerprintOf } from './fingerprint.ts';

type SettingsSource = Pick<
  DistributionConfig,
  | 'Enabled'
  | 'Comment'
  | 'Aliases'
  | 'IsIPV6Enabled'
  | 'HttpVersion'
  | 'PriceClass'
  | 'WebACLId'
  | 'ViewerCertificate'
  | 'Origins'
  | 'OriginGroups'
  | 'DefaultCacheBehavior'
  | 'CacheBehaviors'
  | 'CustomErrorResponses'
>;

export function fromDistributionSummary(summary: DistributionSummary, tags: Tags): ListedDistribution {
  return {
    id: summary.Id ?? '',
    arn: summary.ARN ?? '',
    domainName: domainNameFromAws(summary.DomainName ?? ''),
    etag: summary.ETag,
    status: summary.Status === 'Deployed' ? 'Deployed' : 'InProgress',
    tags,
    settings: fromDistributionConfig(summary),
    leftAlone: leftAloneBecause(summary),
  };
}

function leftAloneBecause(summary: DistributionSummary): string | undefined {
  if (summary.Staging === true) return 'a staging distribution of a continuous deployment';
  if (summary.ConnectionMode === 'tenant-only') return 'a multi-tenant distribution, whose names live on its tenants';
  return undefined;
}

export function fromDistributionConfig(config: SettingsSource): DistributionSettings {
  return {
    enabled: config.Enabled === true,
    comment: config.Comment ?? '',
    alternateDomainNames: (config.Aliases?.Items ?? []).map(domainNameFromAws).sort(),
    ipv6: config.IsIPV6Enabled === true ? 'on' : 'off',
    httpVersion: (config.HttpVersion ?? 'http2').toLowerCase(),
    priceClass: config.PriceClass ?? 'PriceClass_All',
    webAclId: config.WebACLId ?? '',
    viewerCertificate: fromViewerCertificate(config.ViewerCertificate ?? {}),
    origins: (config.Origins?.Items ?? []).map(fromOrigin),
    originGroups: (config.OriginGroups?.Items ?? []).map((group) => ({
      id: group.Id ?? '',
      originIds: (group.Members?.Items ?? []).map((member) => member.OriginId ?? ''),
    })),
    defaultCacheBehavior: fromBehavior(config.DefaultCacheBehavior),
    cacheBehaviors: (config.CacheBehaviors?.Items ?? []).map((behavior) => ({
      ...fromBehavior(behavior),
      pathPattern: behavior.PathPattern ?? '',
    })),
    customErrorResponses: (config.CustomErrorResponses?.Items ?? []).map((response) => ({
      errorCode: response.ErrorCode ?? 0,
      // CloudFront's default: https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CustomErrorResponse.html
      cachingMinTtlSeconds: response.ErrorCachingMinTTL ?? 10,
    })),
  };
}

function fromViewerCertificate(certificate: SdkViewerCertificate): ViewerCertificate {
  const minimumProtocolVersion = certificate.MinimumProtocolVersion ?? 'TLSv1';
  const sslSupportMethod = certificate.SSLSupportMethod ?? 'sni-only';
  if (certificate.ACMCertificateArn)
    return { source: 'acm', arn: certificate.ACMCertificateArn, minimumProtocolVersion, sslSupportMethod };
  if (certificate.IAMCertificateId)
    return { source: 'iam', id: certificate.IAMCertificateId, minimumProtocolVersion, sslSupportMethod };
  return { source: 'cloudfront' };
}

function fromOrigin(origin: SdkOrigin): Origin {
  const custom = origin.CustomOriginConfig;
  return {
    id: origin.Id ?? '',
    domainName: domainNameFromAws(origin.DomainName ?? ''),
    path: origin.OriginPath ?? '',
    customHeaders: (origin.CustomHeaders?.Items ?? []).map(fromCustomHeader),
    custom:
      custom === undefined
        ? undefined
        : {
            protocolPolicy: custom.OriginProtocolPolicy ?? 'match-viewer',
            sslProtocols: [...(custom.OriginSslProtocols?.Items ?? [])].sort(),
          },
  };
}

/** The value ends here. */
function fromCustomHeader({ HeaderName, HeaderValue }: OriginCustomHeader): OriginHeader {
  return { name: HeaderName ?? '', fingerprint: fingerprintOf(HeaderValue ?? '') };
}

function fromBehavior(behavior: SdkBehavior | SdkDefaultBehavior | undefined): CacheBehavior {
  return {
    targetOriginId: behavior?.TargetOriginId ?? '',
    viewerProtocolPolicy: behavior?.ViewerProtocolPolicy ?? 'allow-all',
    allowedMethods: [...(behavior?.AllowedMethods?.Items ?? ['GET', 'HEAD'])].sort(),
    forwarding: fromForwarding(behavior),
    responseHeadersPolicyId: behavior?.ResponseHeadersPolicyId || undefined,
  };
}

function fromForwarding(behavior: SdkBehavior | SdkDefaultBehavior | undefined): Forwarding {
  if (behavior?.CachePolicyId) {
    return {
      kind: 'policies',
      cachePolicyId: behavior.CachePolicyId,
      originRequestPolicyId: behavior.OriginRequestPolicyId || undefined,
    };
  }
  const values = behavior?.ForwardedValues;
  const cookies = values?.Cookies?.Forward;
  return {
    kind: 'forwarded-values',
    headers: values?.Headers?.Items ?? [],
    queryString: values?.QueryString === true ? 'forwarded' : 'dropped',
    cookies: cookies === 'all' ? 'all' : cookies === 'whitelist' ? 'some' : 'none',
    minTtlSeconds: behavior?.MinTTL ?? 0,
    // Defaults: https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_DefaultCacheBehavior.html
    defaultTtlSeconds: behavior?.DefaultTTL ?? 86_400,
    maxTtlSeconds: behavior?.MaxTTL ?? 31_536_000,
  };
}

/** A whole new config. Only the policy form of forwarding is ever created; the legacy form is corrected in place, not made. */
export function toDistributionConfig(settings: DistributionSettings, callerReference: string): DistributionConfig {
  return {
    CallerReference: callerReference,
    Enabled: settings.enabled,
    Comment: settings.comment,
    Aliases: quantity(settings.alternateDomainNames),
    IsIPV6Enabled: settings.ipv6 === 'on',
    HttpVersion: settings.httpVersion as DistributionConfig['HttpVersion'],
    PriceClass: settings.priceClass as DistributionConfig['PriceClass'],
    WebACLId: settings.webAclId,
    ViewerCertificate: toViewerCertificate(settings.viewerCertificate),
    Origins: filled(settings.origins.map(toOrigin)),
    DefaultCacheBehavior: toBehavior(settings.defaultCacheBehavior),
    CacheBehaviors: quantity(
      settings.cacheBehaviors.map((behavior) => ({ ...toBehavior(behavior), PathPattern: behavior.pathPattern })),
    ),
    CustomErrorResponses: quantity(
      settings.customErrorResponses.map((response) => ({
        ErrorCode: response.errorCode,
        ErrorCachingMinTTL: response.cachingMinTtlSeconds,
      })),
    ),
  };
}

function toViewerCertificate(certificate: ViewerCertificate): SdkViewerCertificate {
  if (certificate.source === 'cloudfront') return { CloudFrontDefaultCertificate: true };
  return {
    ...(certificate.source === 'acm' ? { ACMCertificateArn: certificate.arn } : { IAMCertificateId: certificate.id }),
    MinimumProtocolVersion: certificate.minimumProtocolVersion as SdkViewerCertificate['MinimumProtocolVersion'],
    SSLSupportMethod: certificate.sslSupportMethod as SdkViewerCertificate['SSLSupportMethod'],
  };
}

function toOrigin(origin: Origin): SdkOrigin {
  const custom = origin.custom;
  return {
    Id: origin.id,
    DomainName: origin.domainName,
    OriginPath: origin.path,
    ...(custom !== undefined && {
      CustomOriginConfig: {
        HTTPPort: 80,
        HTTPSPort: 443,
        OriginProtocolPolicy: custom.protocolPolicy as 'https-only',
        OriginSslProtocols: filled(custom.sslProtocols as 'TLSv1.2'[]),
      },
    }),
  };
}

function toBehavior(behavior: CacheBehavior): SdkDefaultBehavior & SdkBehavior {
  return {
    PathPattern: undefined,
    TargetOriginId: behavior.targetOriginId,
    ViewerProtocolPolicy: behavior.viewerProtocolPolicy as 'redirect-to-https',
    AllowedMethods: {
      ...filled(behavior.allowedMethods as 'GET'[]),
      CachedMethods: filled(['GET', 'HEAD']),
    },
    Compress: true,
    ...(behavior.forwarding.kind === 'policies' && {
      CachePolicyId: behavior.forwarding.cachePolicyId,
      OriginRequestPolicyId: behavior.forwarding.originRequestPolicyId,
    }),
    ResponseHeadersPolicyId: behavior.responseHeadersPolicyId,
  };
}

/** CloudFront's list form: `Items` is left out when there are none. */
export function quantity<T>(items: readonly T[]): { Quantity: number; Items?: T[] } {
  return items.length === 0 ? { Quantity: 0 } : { Quantity: items.length, Items: [...items] };
}

/** The same for lists that CloudFront demands at least one item of. */
function filled<T>(items: readonly T[]): { Quantity: number; Items: T[] } {
  return { Quantity: items.length, Items: [...items] };
}
