import type { CustomOriginConfig, Origin } from '@aws-sdk/client-cloudfront';
import { present } from './present.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html */
export function originDefaults(origin: Origin): Origin {
  return {
    Id: undefined,
    DomainName: undefined,
    OriginPath: '',
    CustomHeaders: { Quantity: 0 },
    ConnectionAttempts: 3,
    ConnectionTimeout: 10,
    OriginShield: { Enabled: false },
    OriginAccessControlId: '',
    ...present(origin),
    ...(origin.CustomOriginConfig && { CustomOriginConfig: customOriginDefaults(origin.CustomOriginConfig) }),
  };
}

function customOriginDefaults(config: CustomOriginConfig): CustomOriginConfig {
  return {
    HTTPPort: undefined,
    HTTPSPort: undefined,
    OriginProtocolPolicy: undefined,
    OriginSslProtocols: { Quantity: 2, Items: ['SSLv3', 'TLSv1'] },
    OriginReadTimeout: 30,
    OriginKeepaliveTimeout: 5,
    IpAddressType: 'ipv4',
    ...present(config),
  };
}
