import { CreateDomainName$, type CreateDomainNameRequest, type DomainName } from '@aws-sdk/client-api-gateway';
import { addDomainName } from '../apigatewayv2/add-domain-name.ts';
import type { EnhancedSecurity } from '../apigatewayv2/state.ts';
import type { Operation, OperationContext } from '../core/operation.ts';
import { addPrivateDomainName } from './add-private-domain-name.ts';
import { enhancedSecurityOf, onlyEndpointType } from './domain-name-rules.ts';
import { toRoutingModeOfVersion2 } from './routing-modes.ts';
import { fromPrivateDomainName, fromPublicDomainName } from './to-domain-name.ts';

export const createDomainName: Operation<CreateDomainNameRequest, DomainName> = {
  schema: CreateDomainName$,
  run(input, context) {
    const type = onlyEndpointType(input.endpointConfiguration?.types);
    const enhancedSecurity = enhancedSecurityOf(input);

    return type === 'PRIVATE'
      ? fromPrivateDomainName(context, addPrivateDomainName(input, context, enhancedSecurity))
      : fromPublicDomainName(context, addRegional(input, context, enhancedSecurity));
  },
};

/** The same domain name as version 2 of the API makes, by the same rules. */
function addRegional(
  input: CreateDomainNameRequest,
  context: OperationContext,
  enhancedSecurity: EnhancedSecurity | undefined,
) {
  const { mutualTlsAuthentication: mutualTls, securityPolicy } = input;
  return addDomainName(
    {
      DomainName: input.domainName,
      DomainNameConfigurations: [
        {
          EndpointType: 'REGIONAL',
          CertificateArn: input.regionalCertificateArn,
          OwnershipVerificationCertificateArn: input.ownershipVerificationCertificateArn,
          SecurityPolicy: securityPolicy === 'TLS_1_0' ? 'TLS_1_0' : undefined,
          IpAddressType: input.endpointConfiguration?.ipAddressType,
        },
      ],
      MutualTlsAuthentication: mutualTls && {
        TruststoreUri: mutualTls.truststoreUri,
        TruststoreVersion: mutualTls.truststoreVersion,
      },
      RoutingMode: toRoutingModeOfVersion2(input.routingMode),
      Tags: input.tags,
    },
    context,
    enhancedSecurity,
  );
}
