import type { DistributionConfig } from '@aws-sdk/client-cloudfront';

/**
 * Configurations that together use every member of the SDK's DistributionConfig, each with a value other than AWS's default. CloudFront lets some
 * members exclude others (policies and ForwardedValues, three kinds of certificate, tenants), hence several.
 */
export function everyFieldConfigs(certificateArn: string): Readonly<Record<string, DistributionConfig>> {
  return {
    policies: {
      ...general('policies'),
      Aliases: { Quantity: 1, Items: ['api.example.com'] },
      ViewerCertificate: {
        ACMCertificateArn: certificateArn,
        Certificate: certificateArn,
        CertificateSource: 'acm',
        SSLSupportMethod: 'sni-only',
        MinimumProtocolVersion: 'TLSv1.1_2016',
      },
      DefaultCacheBehavior: { ...behavior('api'), ...policies },
      CacheBehaviors: {
        Quantity: 2,
        Items: [
          { PathPattern: '/v1/*', ...behavior('api'), ...policies },
          { PathPattern: '/private/*', ...behavior('group'), ...policies },
        ],
      },
    },
    'legacy forwarding': {
      ...general('legacy'),
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
      DefaultCacheBehavior: { ...behavior('api'), ...forwarding },
      CacheBehaviors: { Quantity: 1, Items: [{ PathPattern: '/v1/*', ...behavior('api'), ...forwarding }] },
    },
    tenants: {
      ...general('tenants'),
      ConnectionMode: 'tenant-only',
      TenantConfig: {
        ParameterDefinitions: [
          { Name: 'tenant', Definition: { StringSchema: { Required: true, Comment: 'who', DefaultValue: 'nobody' } } },
          { Name: 'stage', Definition: { StringSchema: { Required: false, Comment: 'where', DefaultValue: 'live' } } },
        ],
      },
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
      DefaultCacheBehavior: { ...behavior('api'), ...policies },
      CacheBehaviors: { Quantity: 1, Items: [{ PathPattern: '/v1/*', ...behavior('api'), ...policies }] },
    },
  };
}

/** The simulator knows no IAM server certificates and refuses to attach one, so this one cannot be created there, only read. */
export const IAM_CERTIFICATE: NonNullable<DistributionConfig['ViewerCertificate']> = {
  IAMCertificateId: 'ASCAEXAMPLE',
  Certificate: 'ASCAEXAMPLE',
  CertificateSource: 'iam',
  SSLSupportMethod: 'sni-only',
  MinimumProtocolVersion: 'TLSv1.1_2016',
};

function general(callerReference: string): Omit<DistributionConfig, 'DefaultCacheBehavior'> {
  return {
    CallerReference: callerReference,
    Comment: 'all & <everything>',
    Enabled: true,
    DefaultRootObject: 'index.html',
    PriceClass: 'PriceClass_200',
    HttpVersion: 'http2and3',
    IsIPV6Enabled: true,
    WebACLId: 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/all/1',
    ContinuousDeploymentPolicyId: 'continuous',
    Staging: true,
    AnycastIpListId: 'anycast',
    Logging: { Enabled: true, IncludeCookies: true, Bucket: 'logs.s3.amazonaws.com', Prefix: 'edge/' },
    Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', Quantity: 2, Items: ['XX', 'YY'] } },
    ViewerMtlsConfig: {
      Mode: 'required',
      TrustStoreConfig: { TrustStoreId: 'trusted', AdvertiseTrustStoreCaNames: true, IgnoreCertificateExpiry: true },
    },
    ConnectionFunctionAssociation: { Id: 'connection-function' },
    CacheTagConfig: { HeaderName: 'cache-tag' },
    Origins: { Quantity: 3, Items: [apiOrigin, bucketOrigin, privateOrigin] },
    OriginGroups: {
      Quantity: 1,
      Items: [
        {
          Id: 'group',
          FailoverCriteria: { StatusCodes: { Quantity: 2, Items: [500, 502] } },
          Members: { Quantity: 2, Items: [{ OriginId: 'api' }, { OriginId: 'private' }] },
          SelectionCriteria: 'media-quality-based',
        },
      ],
    },
    CustomErrorResponses: {
      Quantity: 2,
      Items: [
        { ErrorCode: 404, ResponsePagePath: '/404.html', ResponseCode: '200', ErrorCachingMinTTL: 60 },
        { ErrorCode: 503, ResponsePagePath: '/503.html', ResponseCode: '503', ErrorCachingMinTTL: 5 },
      ],
    },
  };
}

type SdkOrigin = NonNullable<NonNullable<DistributionConfig['Origins']>['Items']>[number];

const everyOrigin = {
  OriginPath: '/live',
  CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'x-origin-verify', HeaderValue: 'a secret' }] },
  ConnectionAttempts: 2,
  ConnectionTimeout: 7,
  ResponseCompletionTimeout: 90,
  OriginShield: { Enabled: true, OriginShieldRegion: 'eu-west-1' },
  OriginAccessControlId: 'access-control',
} satisfies Partial<SdkOrigin>;

const apiOrigin: SdkOrigin = {
  ...everyOrigin,
  Id: 'api',
  DomainName: 'd-abc123.execute-api.eu-west-1.amazonaws.com',
  CustomOriginConfig: {
    HTTPPort: 8080,
    HTTPSPort: 8443,
    OriginProtocolPolicy: 'match-viewer',
    OriginSslProtocols: { Quantity: 2, Items: ['TLSv1', 'TLSv1.2'] },
    OriginReadTimeout: 60,
    OriginKeepaliveTimeout: 30,
    IpAddressType: 'dualstack',
    OriginMtlsConfig: { ClientCertificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/client' },
  },
};

const bucketOrigin: SdkOrigin = {
  ...everyOrigin,
  Id: 'bucket',
  DomainName: 'pages.s3.eu-west-1.amazonaws.com',
  S3OriginConfig: { OriginAccessIdentity: 'origin-access-identity/cloudfront/E1', OriginReadTimeout: 40 },
};

const privateOrigin: SdkOrigin = {
  ...everyOrigin,
  Id: 'private',
  DomainName: 'internal.example.com',
  VpcOriginConfig: {
    VpcOriginId: 'vo_1',
    OwnerAccountId: '222222222222',
    OriginReadTimeout: 50,
    OriginKeepaliveTimeout: 20,
  },
};

const policies = {
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
};

const forwarding = {
  ForwardedValues: {
    QueryString: true,
    Cookies: { Forward: 'whitelist' as const, WhitelistedNames: { Quantity: 1, Items: ['session'] } },
    Headers: { Quantity: 2, Items: ['Accept', 'Origin'] },
    QueryStringCacheKeys: { Quantity: 1, Items: ['page'] },
  },
  MinTTL: 1,
  DefaultTTL: 2,
  MaxTTL: 3,
};

function behavior(TargetOriginId: string) {
  return {
    TargetOriginId,
    ViewerProtocolPolicy: 'allow-all',
    TrustedSigners: { Enabled: true, Quantity: 1, Items: ['self'] },
    TrustedKeyGroups: { Enabled: true, Quantity: 2, Items: ['keys-1', 'keys-2'] },
    AllowedMethods: {
      Quantity: 7,
      Items: ['HEAD', 'DELETE', 'POST', 'GET', 'OPTIONS', 'PUT', 'PATCH'],
      CachedMethods: { Quantity: 3, Items: ['HEAD', 'GET', 'OPTIONS'] },
    },
    SmoothStreaming: true,
    Compress: true,
    LambdaFunctionAssociations: {
      Quantity: 1,
      Items: [
        {
          LambdaFunctionARN: 'arn:aws:lambda:us-east-1:111111111111:function:rewrite:1',
          EventType: 'origin-request',
          IncludeBody: true,
        },
      ],
    },
    FunctionAssociations: {
      Quantity: 1,
      Items: [{ FunctionARN: 'arn:aws:cloudfront::111111111111:function/rewrite', EventType: 'viewer-request' }],
    },
    FieldLevelEncryptionId: 'encryption',
    RealtimeLogConfigArn: 'arn:aws:cloudfront::111111111111:realtime-log-config/all',
    ResponseHeadersPolicyId: '67f7725c-6f97-4210-82d7-5512b31e9d03',
    GrpcConfig: { Enabled: true },
  } satisfies DistributionConfig['DefaultCacheBehavior'];
}
