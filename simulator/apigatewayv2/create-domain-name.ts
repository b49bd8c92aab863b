import {
  CreateDomainName$,
  type CreateDomainNameRequest,
  type CreateDomainNameResponse,
  type DomainName,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation, OperationContext } from '../core/operation.ts';
import { domainNameArn } from './arns.ts';
import { checkDomainCertificates, useCertificates } from './domain-certificate.ts';
import { checkMutualTls, checkNewDomainName, checkRoutingMode, onlyConfiguration } from './domain-name-rules.ts';
import { settleDomainName } from './domain-name-status.ts';
import { regionHostedZone } from './region-hosted-zone.ts';
import { required } from './required.ts';
import { apiGatewayOf } from './state.ts';
import { addTags, checkTags, tagsOf } from './tags.ts';

export const createDomainName: Operation<CreateDomainNameRequest, CreateDomainNameResponse> = {
  schema: CreateDomainName$,
  run(input, context) {
    const name = required(input.DomainName, 'DomainName');
    const arn = domainNameArn(context, name);
    const configuration = onlyConfiguration(input.DomainNameConfigurations);
    checkRoutingMode(input.RoutingMode);
    checkMutualTls(input.MutualTlsAuthentication?.TruststoreUri, configuration);
    checkTags(context, arn, input.Tags);
    checkNewDomainName(context, name);
    checkDomainCertificates(context, name, configuration, input.MutualTlsAuthentication);

    const record = { domainName: toDomainName(input, context), mappings: new Map(), routingRules: new Map() };
    apiGatewayOf(context).domainNames.set(name, record);
    useCertificates(context, undefined, record.domainName);
    addTags(context, arn, input.Tags);
    settleDomainName(context, name);
    return { ...record.domainName, Tags: tagsOf(context, arn) };
  },
};

function toDomainName(input: CreateDomainNameRequest, context: OperationContext): DomainName {
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
        SecurityPolicy: SecurityPolicy ?? 'TLS_1_2',
        IpAddressType: IpAddressType ?? 'ipv4',
        DomainNameStatus: 'UPDATING',
        OwnershipVerificationCertificateArn,
      },
    ],
    MutualTlsAuthentication: input.MutualTlsAuthentication?.TruststoreUri ? input.MutualTlsAuthentication : undefined,
    RoutingMode: input.RoutingMode ?? 'API_MAPPING_ONLY',
  };
}
