import type { DefaultCacheBehavior, DistributionConfig, Origin } from '@aws-sdk/client-cloudfront';

export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';

/** The least that CreateDistribution accepts, with what a test is about on top. */
export function distributionConfig(changes: Partial<DistributionConfig> = {}): DistributionConfig {
  return {
    CallerReference: 'reference-1',
    Comment: '',
    Enabled: true,
    Origins: { Quantity: 1, Items: [origin()] },
    DefaultCacheBehavior: behavior(),
    ...changes,
  };
}

export function withOrigin(changes: Partial<Origin>): DistributionConfig {
  return distributionConfig({ Origins: { Quantity: 1, Items: [origin(changes)] } });
}

export function withBehavior(changes: Partial<DefaultCacheBehavior>): DistributionConfig {
  return distributionConfig({ DefaultCacheBehavior: behavior(changes) });
}

export function withAlternateDomainNames(names: string[], certificateArn?: string): DistributionConfig {
  return distributionConfig({
    CallerReference: names.join(),
    Aliases: { Quantity: names.length, Items: names },
    ...(certificateArn && {
      ViewerCertificate: {
        ACMCertificateArn: certificateArn,
        SSLSupportMethod: 'sni-only',
        MinimumProtocolVersion: 'TLSv1.2_2021',
      },
    }),
  });
}

export function origin(changes: Partial<Origin> = {}): Origin {
  return {
    Id: 'api',
    DomainName: 'd-abcdefghij.execute-api.us-east-1.amazonaws.com',
    CustomOriginConfig: {
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy: 'https-only',
      OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
    },
    ...changes,
  };
}

export function behavior(changes: Partial<DefaultCacheBehavior> = {}): DefaultCacheBehavior {
  return {
    TargetOriginId: 'api',
    ViewerProtocolPolicy: 'redirect-to-https',
    CachePolicyId: CACHING_DISABLED,
    ...changes,
  };
}
