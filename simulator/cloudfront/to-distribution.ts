import type { Distribution, DistributionSummary } from '@aws-sdk/client-cloudfront';
import type { StoredDistribution } from './state.ts';

const NO_SIGNERS = { Enabled: false, Quantity: 0 } as const;

export function toDistribution(distribution: StoredDistribution): Distribution {
  const invalidations = [...distribution.invalidations.values()];
  return {
    ...identity(distribution),
    InProgressInvalidationBatches: invalidations.filter(({ status }) => status === 'InProgress').length,
    ActiveTrustedSigners: NO_SIGNERS,
    ActiveTrustedKeyGroups: NO_SIGNERS,
    DistributionConfig: distribution.config,
    AliasICPRecordals: icpRecordals(distribution),
  };
}

/** A list leaves out what only a read of the one distribution answers: `CallerReference`, `Logging`, tags and a few more. */
export function toDistributionSummary(distribution: StoredDistribution): DistributionSummary {
  const { config } = distribution;
  return {
    ...identity(distribution),
    ETag: distribution.etag,
    Aliases: config.Aliases,
    Origins: config.Origins,
    OriginGroups: config.OriginGroups,
    DefaultCacheBehavior: config.DefaultCacheBehavior,
    CacheBehaviors: config.CacheBehaviors,
    CustomErrorResponses: config.CustomErrorResponses,
    Comment: config.Comment,
    PriceClass: config.PriceClass,
    Enabled: config.Enabled,
    ViewerCertificate: config.ViewerCertificate,
    Restrictions: config.Restrictions,
    WebACLId: config.WebACLId,
    HttpVersion: config.HttpVersion,
    IsIPV6Enabled: config.IsIPV6Enabled,
    AliasICPRecordals: icpRecordals(distribution),
    Staging: config.Staging,
    ConnectionMode: config.ConnectionMode,
    AnycastIpListId: config.AnycastIpListId,
    ViewerMtlsConfig: config.ViewerMtlsConfig,
    ConnectionFunctionAssociation: config.ConnectionFunctionAssociation,
  };
}

function identity(distribution: StoredDistribution) {
  return {
    Id: distribution.id,
    ARN: distribution.arn,
    Status: distribution.status,
    LastModifiedTime: distribution.lastModifiedTime,
    DomainName: distribution.domainName,
  };
}

function icpRecordals({ config }: StoredDistribution): Distribution['AliasICPRecordals'] {
  return config.Aliases?.Items?.map((name) => ({ CNAME: name, ICPRecordalStatus: 'APPROVED' }));
}
