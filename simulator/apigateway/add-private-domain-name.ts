import type { CreateDomainNameRequest, DomainName } from '@aws-sdk/client-api-gateway';
import { privateDomainNameArn } from '../apigatewayv2/arns.ts';
import { checkDomainCertificates, useCertificates } from '../apigatewayv2/domain-certificate.ts';
import { checkDomainNameForm } from '../apigatewayv2/domain-name-rules.ts';
import { badRequest, tooMany } from '../apigatewayv2/refusals.ts';
import { required } from '../apigatewayv2/required.ts';
import {
  apiGatewayOf,
  DOMAIN_NAME_UPDATE_SECONDS,
  type EnhancedSecurity,
  type PrivateDomainNameRecord,
} from '../apigatewayv2/state.ts';
import { addTags, checkTags } from '../apigatewayv2/tags.ts';
import type { OperationContext } from '../core/operation.ts';
import { newId } from './new-rest-api.ts';
import { toRoutingModeOfVersion2 } from './routing-modes.ts';

/** A new PRIVATE domain name: nobody but this account sees it, so its name need not be free. */
export function addPrivateDomainName(
  input: CreateDomainNameRequest,
  context: OperationContext,
  enhancedSecurity: EnhancedSecurity | undefined,
): PrivateDomainNameRecord {
  const name = required(input.domainName, 'domainName');
  const { privateDomainNames, privateDomainNameQuota } = apiGatewayOf(context);
  checkDomainNameForm(name);
  checkPrivateSettings(input);
  checkTags(context, '', input.tags);
  checkDomainCertificates(context, name, { CertificateArn: input.certificateArn }, undefined);
  if (privateDomainNames.size >= privateDomainNameQuota) {
    throw tooMany(`Maximum number of private domain names has been reached (${privateDomainNameQuota}).`);
  }

  const domainName = toPrivateDomainName(input, context, enhancedSecurity);
  const record: PrivateDomainNameRecord = { domainName, mappings: new Map() };
  privateDomainNames.set(domainName.domainNameId ?? '', record);
  useCertificates(context, undefined, {
    DomainName: name,
    DomainNameArn: domainName.domainNameArn,
    DomainNameConfigurations: [{ CertificateArn: domainName.certificateArn }],
  });
  addTags(context, domainName.domainNameArn ?? '', input.tags);
  context.clock.after(DOMAIN_NAME_UPDATE_SECONDS, () => {
    record.domainName = { ...record.domainName, domainNameStatus: 'AVAILABLE' };
  });
  return record;
}

function checkPrivateSettings(input: CreateDomainNameRequest): void {
  toRoutingModeOfVersion2(input.routingMode);
  if (input.mutualTlsAuthentication !== undefined) {
    throw badRequest('Mutual TLS authentication is supported for REGIONAL domain names only');
  }
  if (input.securityPolicy === 'TLS_1_0') {
    throw badRequest('Private domain names require security policy TLS_1_2');
  }
  if (input.endpointConfiguration?.ipAddressType === 'ipv4') {
    throw badRequest('Private domain names support the IP address type dualstack only');
  }
}

function toPrivateDomainName(
  input: CreateDomainNameRequest,
  context: OperationContext,
  enhancedSecurity: EnhancedSecurity | undefined,
): DomainName {
  const { domainName = '', certificateArn, policy, routingMode = 'BASE_PATH_MAPPING_ONLY' } = input;
  const domainNameId = newId(context, 10);
  return {
    domainName,
    domainNameId,
    domainNameArn: privateDomainNameArn(context, domainName, domainNameId),
    certificateArn,
    endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' },
    domainNameStatus: 'UPDATING',
    securityPolicy: enhancedSecurity?.policy ?? 'TLS_1_2',
    endpointAccessMode: enhancedSecurity?.accessMode,
    policy,
    routingMode,
  };
}
