import type { DomainName } from '@aws-sdk/client-api-gateway';
import type { DomainNameConfiguration } from '@aws-sdk/client-apigatewayv2';
import type { DomainNameRecord, PrivateDomainNameRecord } from '../apigatewayv2/state.ts';
import { tagsOf } from '../apigatewayv2/tags.ts';
import type { OperationContext } from '../core/operation.ts';
import { toRoutingModeOfVersion1 } from './routing-modes.ts';

/** A public domain name in the words of version 1: one flat object for its endpoints instead of a list of configurations. */
export function fromPublicDomainName(
  context: OperationContext,
  { domainName, enhancedSecurity }: DomainNameRecord,
): DomainName {
  const endpoints = domainName.DomainNameConfigurations ?? [];
  const [first = {}] = endpoints;
  return {
    domainName: domainName.DomainName,
    domainNameArn: domainName.DomainNameArn,
    ...edge(endpoints.find(({ EndpointType }) => EndpointType === 'EDGE')),
    ...regional(endpoints.find(({ EndpointType }) => EndpointType === 'REGIONAL')),
    endpointConfiguration: {
      types: endpoints.map(({ EndpointType }) => EndpointType ?? 'REGIONAL'),
      ipAddressType: first.IpAddressType,
    },
    domainNameStatus: first.DomainNameStatus,
    domainNameStatusMessage: first.DomainNameStatusMessage,
    securityPolicy: enhancedSecurity?.policy ?? first.SecurityPolicy,
    endpointAccessMode: enhancedSecurity?.accessMode,
    mutualTlsAuthentication: mutualTls(domainName),
    routingMode: toRoutingModeOfVersion1(domainName.RoutingMode),
    tags: tagsOf(context, domainName.DomainNameArn ?? ''),
  };
}

export function fromPrivateDomainName(context: OperationContext, { domainName }: PrivateDomainNameRecord): DomainName {
  return { ...domainName, tags: tagsOf(context, domainName.domainNameArn ?? '') };
}

function edge(endpoint: DomainNameConfiguration | undefined): DomainName {
  if (endpoint === undefined) return {};
  return {
    certificateArn: endpoint.CertificateArn,
    distributionDomainName: endpoint.ApiGatewayDomainName,
    distributionHostedZoneId: endpoint.HostedZoneId,
  };
}

function regional(endpoint: DomainNameConfiguration | undefined): DomainName {
  if (endpoint === undefined) return {};
  return {
    regionalCertificateArn: endpoint.CertificateArn,
    regionalDomainName: endpoint.ApiGatewayDomainName,
    regionalHostedZoneId: endpoint.HostedZoneId,
    ownershipVerificationCertificateArn: endpoint.OwnershipVerificationCertificateArn,
  };
}

function mutualTls({
  MutualTlsAuthentication: given,
}: DomainNameRecord['domainName']): DomainName['mutualTlsAuthentication'] {
  return (
    given && {
      truststoreUri: given.TruststoreUri,
      truststoreVersion: given.TruststoreVersion,
      truststoreWarnings: given.TruststoreWarnings,
    }
  );
}
