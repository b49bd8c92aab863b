import type { DistributionConfig } from '@aws-sdk/client-cloudfront';

/** A config with many settings that no rule names: whatever is corrected, they have to survive. */
export function richConfig(): DistributionConfig {
  return {
    CallerReference: 'by-hand-1',
    Comment: 'shop',
    Enabled: true,
    DefaultRootObject: 'index.html',
    PriceClass: 'PriceClass_100',
    HttpVersion: 'http2and3',
    IsIPV6Enabled: true,
    WebACLId: '',
    ContinuousDeploymentPolicyId: '',
    Staging: false,
    Aliases: { Quantity: 2, Items: ['api.example.com', 'www.example.com'] },
    Logging: { Enabled: true, IncludeCookies: false, Bucket: 'logs.s3.amazonaws.com', Prefix: 'edge/' },
    Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', Quantity: 1, Items: ['XX'] } },
    ViewerCertificate: {
      ACMCertificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/old',
      Certificate: 'arn:aws:acm:us-east-1:111111111111:certificate/old',
      CertificateSource: 'acm',
      CloudFrontDefaultCertificate: false,
      MinimumProtocolVersion: 'TLSv1',
      SSLSupportMethod: 'sni-only',
    },
    OriginGroups: { Quantity: 0 },
    Origins: {
      Quantity: 2,
      Items: [
        {
          Id: 'assets',
          DomainName: 'assets.s3.amazonaws.com',
          OriginPath: '',
          OriginAccessControlId: 'E2OAC',
          S3OriginConfig: { OriginAccessIdentity: '' },
          ConnectionAttempts: 3,
          ConnectionTimeout: 10,
          OriginShield: { Enabled: true, OriginShieldRegion: 'eu-west-1' },
        },
        {
          Id: 'api.v1',
          DomainName: 'd-abc123.execute-api.eu-west-1.amazonaws.com',
          OriginPath: '',
          CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'x-origin-verify', HeaderValue: 'secret' }] },
          CustomOriginConfig: {
            HTTPPort: 80,
            HTTPSPort: 443,
            OriginProtocolPolicy: 'match-viewer',
            OriginSslProtocols: { Quantity: 2, Items: ['TLSv1', 'TLSv1.2'] },
            OriginReadTimeout: 60,
            OriginKeepaliveTimeout: 5,
            IpAddressType: 'ipv4',
          },
        },
      ],
    },
    DefaultCacheBehavior: {
      ...behavior(),
      ResponseHeadersPolicyId: '67f7725c-6f97-4210-82d7-5512b31e9d03',
      RealtimeLogConfigArn: 'arn:aws:cloudfront::111111111111:realtime-log-config/all',
      GrpcConfig: { Enabled: false },
    },
    CacheBehaviors: {
      Quantity: 2,
      Items: [
        { PathPattern: '/v1/*', ...behavior() },
        { PathPattern: '/a.b/*', ...behavior(), TargetOriginId: 'assets' },
      ],
    },
    CustomErrorResponses: {
      Quantity: 1,
      Items: [{ ErrorCode: 404, ResponsePagePath: '/404.html', ResponseCode: '200', ErrorCachingMinTTL: 60 }],
    },
  };
}

function behavior() {
  return {
    TargetOriginId: 'api.v1',
    ViewerProtocolPolicy: 'allow-all',
    AllowedMethods: {
      Quantity: 2,
      Items: ['GET', 'HEAD'],
      CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
    },
    Compress: true,
    SmoothStreaming: false,
    FieldLevelEncryptionId: '',
    TrustedKeyGroups: { Enabled: false, Quantity: 0 },
    LambdaFunctionAssociations: { Quantity: 0 },
    FunctionAssociations: {
      Quantity: 1,
      Items: [{ FunctionARN: 'arn:aws:cloudfront::111111111111:function/rewrite', EventType: 'viewer-request' }],
    },
    ForwardedValues: {
      QueryString: false,
      Cookies: { Forward: 'whitelist', WhitelistedNames: { Quantity: 1, Items: ['session'] } },
      Headers: { Quantity: 1, Items: ['Origin'] },
      QueryStringCacheKeys: { Quantity: 0 },
    },
    MinTTL: 0,
    DefaultTTL: 300,
    MaxTTL: 3600,
  } satisfies DistributionConfig['DefaultCacheBehavior'];
}
