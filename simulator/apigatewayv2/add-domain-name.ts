import type { CreateDomainNameRequest, DomainName } from '@aws-sdk/client-apigatewayv2';
import type { OperationContext } from '../core/operation.ts';
import { domainNameArn } from './arns.ts';
import { checkDomainCertificates, useCertificates } from './domain-certificate.ts';
import { checkMutualTls, checkNewDomainName, checkRoutingMode, onlyConfiguration } from './domain-name-rules.ts';
import { settleDomainName } from './domain-name-status.ts';
import { regionHostedZone } from './region-hosted-zone.ts';
import { required } from './required.ts';
import { apiGatewayOf, type DomainNameRecord, type EnhancedSecurity } from './state.ts';
import { addTags, checkTags } from './tags.ts';

/** A new REGIONAL domain name, through either version of the API; only version 1 asks for enhanced security. */
export function addDomainName(
  input: CreateDomainNameRequest,
  context: OperationContext,
  enhancedSecurity?: EnhancedSecurity,
): DomainNameRecord {
  const name = required(input.DomainName, 'DomainName');
  const arn = domainNameArn(context, name);
  const configuration = onlyConfiguration(input.DomainNameConfigurations);
  checkRoutingMode(input.RoutingMode);
  checkMutualTls(input.MutualTlsAuthentication?.TruststoreUri, configuration);
  checkTags(context, arn, input.Tags);
  checkNewDomainName(context, name);
  checkDomainCertificates(context, name, configuration, input.MutualTlsAuthentication);

  const domainName = toDomainName(input, context, enhancedSecurity);
  const record = { domainName, mappings: new Map(), routingRules: new Map(), enhancedSecurity };
  apiGatewayOf(context).domainNames.set(name, record);
  useCertificates(context, undefined, record.domainName);
  addTags(context, arn, input.Tags);
  settleDomainName(context, name);
  return record;
}

function toDomainName(
  input: CreateDomainNameRequest,
  context: OperationContext,
  enhancedSecurity: EnhancedSecurity | undefined,
): DomainName {
  const { CertificateArn, SecurityPolicy, IpAddressType, OwnershipVerificationCertificateArn } = onlyConfiguration(
    input.DomainNameConfigurations,
  );
  return {
    DomainName: input.DomainName,
    DomainNameArn: domainNameArn(context, input.DomainName ?? ''),
    ApiMappingSelectionExpression: '$request.basepath',
    DomainNameConfigurations: [
      {
        ApiGatewayDomainName: `d-${context.ids.text(10, 'abcdefghijklmnopqrstuvwxyz0123456789')}.execute-api.${context.region}.amazonaws.com`,
        CertificateArn,
        EndpointType: 'REGIONAL',
        HostedZoneId: regionHostedZone(context.region),
        SecurityPolicy: enhancedSecurity === undefined ? (SecurityPolicy ?? 'TLS_1_2') : undefined,
        IpAddressType: IpAddressType ?? 'ipv4',
        DomainNameStatus: 'UPDATING',
        OwnershipVerificationCertificateArn,
      },
    ],
    MutualTlsAuthentication: input.MutualTlsAuthentication?.TruststoreUri ? input.MutualTlsAuthentication : undefined,
    RoutingMode: input.RoutingMode ?? 'API_MAPPING_ONLY',
  };
}
