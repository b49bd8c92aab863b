import { toRoutingModeOfVersion1 } from '../apigateway/routing-modes.ts';
import type { ApiDomainEstate } from './estate.ts';
import type { Seeding } from './seeding.ts';

/** Whether only version 1 of the API can ask for this domain name. */
export function isEnhanced({ securityPolicy, endpointAccessMode }: ApiDomainEstate): boolean {
  return endpointAccessMode !== undefined || (securityPolicy?.startsWith('SecurityPolicy_') ?? false);
}

/** As version 2 of the API is asked. */
export function toRequest(seeding: Seeding, domain: ApiDomainEstate, path: string) {
  return {
    DomainName: domain.name,
    DomainNameConfigurations: [
      {
        EndpointType: 'REGIONAL' as const,
        CertificateArn: certificateArn(seeding, domain.certificate, `${path}.certificate`),
        OwnershipVerificationCertificateArn: certificateArn(
          seeding,
          domain.ownershipCertificate,
          `${path}.ownershipCertificate`,
        ),
        SecurityPolicy: domain.securityPolicy === 'TLS_1_0' ? ('TLS_1_0' as const) : ('TLS_1_2' as const),
        IpAddressType: domain.ipAddressType,
      },
    ],
    MutualTlsAuthentication: domain.mutualTls && {
      TruststoreUri: domain.mutualTls.truststoreUri,
      TruststoreVersion: domain.mutualTls.truststoreVersion,
    },
    RoutingMode: domain.routingMode,
    Tags: { ...domain.tags },
  };
}

/** As version 1 of the API is asked. */
export function toRequestOfVersion1(seeding: Seeding, domain: ApiDomainEstate, path: string) {
  const types = [...(domain.endpointTypes ?? (['REGIONAL'] as const))];
  const arn = certificateArn(seeding, domain.certificate, `${path}.certificate`);
  return {
    domainName: domain.name,
    ...(types.includes('PRIVATE') ? { certificateArn: arn } : { regionalCertificateArn: arn }),
    ownershipVerificationCertificateArn: certificateArn(
      seeding,
      domain.ownershipCertificate,
      `${path}.ownershipCertificate`,
    ),
    endpointConfiguration: { types, ipAddressType: domain.ipAddressType },
    securityPolicy: domain.securityPolicy,
    endpointAccessMode: domain.endpointAccessMode,
    mutualTlsAuthentication: domain.mutualTls && { ...domain.mutualTls },
    routingMode: toRoutingModeOfVersion1(domain.routingMode),
    tags: { ...domain.tags },
  };
}

export function certificateArn(seeding: Seeding, name: string | undefined, path: string): string | undefined {
  if (name === undefined) {
    return undefined;
  }
  return seeding.names.find({ kind: 'certificate', name, account: seeding.account }, path).value;
}
