/** A distribution in front of an API domain, in the SDK's spelling and without a mistake: everything reaches the API, and nothing is cached. */
export const API_BEHAVIOR = {
  TargetOriginId: 'api',
  ViewerProtocolPolicy: 'redirect-to-https',
  AllowedMethods: {
    Quantity: 7,
    Items: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
  },
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
};

export function apiOrigin(apiDomain: string) {
  return {
    Id: 'api',
    DomainName: { apiDomain },
    CustomOriginConfig: {
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy: 'https-only',
      OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
    },
  };
}

/** `certificate`: its name in the estate. */
export function wellMadeEdge(name: string, certificate: string) {
  return {
    Comment: name,
    Enabled: true,
    IsIPV6Enabled: true,
    Aliases: { Quantity: 1, Items: [name] },
    ViewerCertificate: {
      ACMCertificateArn: { certificate },
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    },
    Origins: { Quantity: 1, Items: [apiOrigin(name)] },
    DefaultCacheBehavior: API_BEHAVIOR,
  };
}
