import {
  type DomainName,
  UpdateDomainName$,
  type UpdateDomainNameRequest,
  type UpdateDomainNameResponse,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../core/operation.ts';
import { domainNameArn } from './arns.ts';
import { checkDomainCertificates, useCertificates } from './domain-certificate.ts';
import { checkMutualTls, checkNoMutualTls, checkRoutingMode, onlyConfiguration } from './domain-name-rules.ts';
import { settleDomainName, withStatus } from './domain-name-status.ts';
import { findRegionalDomainName } from './find-domain-name.ts';
import { required } from './required.ts';
import { tagsOf } from './tags.ts';

export const updateDomainName: Operation<UpdateDomainNameRequest, UpdateDomainNameResponse> = {
  schema: UpdateDomainName$,
  run(input, context) {
    const name = required(input.DomainName, 'DomainName');
    const record = findRegionalDomainName(context, name);
    const before = record.domainName;
    const after = merged(before, input);
    const [configuration = {}] = after.DomainNameConfigurations ?? [];
    checkRoutingMode(input.RoutingMode);
    checkMutualTls(after.MutualTlsAuthentication?.TruststoreUri, configuration);
    checkDomainCertificates(context, name, configuration, after.MutualTlsAuthentication);
    const enhancedSecurity = configuration.SecurityPolicy === undefined ? record.enhancedSecurity : undefined;
    if (enhancedSecurity !== undefined) checkNoMutualTls(after.MutualTlsAuthentication?.TruststoreUri);

    record.domainName = withStatus(after, 'UPDATING');
    record.enhancedSecurity = enhancedSecurity;
    useCertificates(context, before, after);
    settleDomainName(context, name);
    return { ...record.domainName, Tags: tagsOf(context, domainNameArn(context, name)) };
  },
};

/** What the request leaves out stays as it is; an empty truststore turns mutual TLS off. */
function merged(before: DomainName, input: UpdateDomainNameRequest): DomainName {
  if (input.MutualTlsAuthentication !== undefined || input.DomainNameConfigurations !== undefined) {
    onlyConfiguration(input.DomainNameConfigurations);
  }
  const [present = {}] = before.DomainNameConfigurations ?? [];
  const [wanted = {}] = input.DomainNameConfigurations ?? [];
  const mutualTls = input.MutualTlsAuthentication ?? before.MutualTlsAuthentication;
  return {
    ...before,
    DomainNameConfigurations: [
      {
        ...present,
        CertificateArn: wanted.CertificateArn ?? present.CertificateArn,
        SecurityPolicy: wanted.SecurityPolicy ?? present.SecurityPolicy,
        IpAddressType: wanted.IpAddressType ?? present.IpAddressType,
        OwnershipVerificationCertificateArn:
          wanted.OwnershipVerificationCertificateArn ?? present.OwnershipVerificationCertificateArn,
      },
    ],
    MutualTlsAuthentication: mutualTls?.TruststoreUri ? mutualTls : undefined,
    RoutingMode: input.RoutingMode ?? before.RoutingMode,
  };
}
