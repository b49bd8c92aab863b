import type { DomainName } from '@aws-sdk/client-apigatewayv2';
import { createApiMapping } from '../apigatewayv2/create-api-mapping.ts';
import { createDomainName } from '../apigatewayv2/create-domain-name.ts';
import { putDomainName } from '../apigatewayv2/seed.ts';
import type { ApiDomainEstate, ApiMappingEstate } from './estate.ts';
import { at, type Seeding } from './seeding.ts';

/** Regional domain names through API Gateway's own operations; one with an EDGE endpoint, which they refuse, is put in place. */
export function seedApiDomains(seeding: Seeding, domains: readonly ApiDomainEstate[]): void {
  domains.forEach((domain, index) => {
    const path = `${seeding.path}.apiDomains[${index}]`;
    const isEdge = domain.endpointTypes?.includes('EDGE') ?? false;
    const { DomainNameConfigurations: endpoints = [] } = at(path, () =>
      isEdge ? putEdgeDomain(seeding, domain, path) : createRegionalDomain(seeding, domain, path),
    );
    const endpoint = endpoints.find(({ EndpointType }) => EndpointType === 'REGIONAL') ?? endpoints[0];
    seeding.names.add('apiDomain', domain.name, {
      account: seeding.account,
      region: domain.region,
      value: endpoint?.ApiGatewayDomainName ?? '',
      hostedZoneId: endpoint?.HostedZoneId ?? '',
    });
  });
}

function createRegionalDomain(seeding: Seeding, domain: ApiDomainEstate, path: string): DomainName {
  const context = seeding.context(domain.region);
  const created = createDomainName.run(
    {
      DomainName: domain.name,
      DomainNameConfigurations: [
        {
          EndpointType: 'REGIONAL',
          CertificateArn: certificateArn(seeding, domain.certificate, `${path}.certificate`),
          OwnershipVerificationCertificateArn: certificateArn(
            seeding,
            domain.ownershipCertificate,
            `${path}.ownershipCertificate`,
          ),
          SecurityPolicy: domain.securityPolicy,
          IpAddressType: domain.ipAddressType,
        },
      ],
      MutualTlsAuthentication: toMutualTls(domain),
      RoutingMode: domain.routingMode,
      Tags: { ...domain.tags },
    },
    context,
  );
  mappingTargets(seeding, domain, path).forEach(({ apiId, stage, key }, index) => {
    at(`${path}.mappings[${index}]`, () =>
      createApiMapping.run({ DomainName: domain.name, ApiId: apiId, Stage: stage, ApiMappingKey: key }, context),
    );
  });
  return { ...created, DomainName: domain.name };
}

function putEdgeDomain(seeding: Seeding, domain: ApiDomainEstate, path: string): DomainName {
  return putDomainName(seeding.context(domain.region), {
    name: domain.name,
    endpointTypes: domain.endpointTypes ?? [],
    certificateArn: certificateArn(seeding, domain.certificate, `${path}.certificate`),
    edgeCertificateArn: certificateArn(seeding, domain.edgeCertificate, `${path}.edgeCertificate`),
    securityPolicy: domain.securityPolicy,
    mappings: mappingTargets(seeding, domain, path),
    tags: domain.tags,
  });
}

function toMutualTls({ mutualTls }: ApiDomainEstate) {
  return mutualTls && { TruststoreUri: mutualTls.truststoreUri, TruststoreVersion: mutualTls.truststoreVersion };
}

function certificateArn(seeding: Seeding, name: string | undefined, path: string): string | undefined {
  if (name === undefined) {
    return undefined;
  }
  return seeding.names.find({ kind: 'certificate', name, account: seeding.account }, path).value;
}

function mappingTargets(seeding: Seeding, domain: ApiDomainEstate, path: string) {
  return (domain.mappings ?? []).map((mapping, index) =>
    mappingTarget(seeding, domain, mapping, `${path}.mappings[${index}]`),
  );
}

function mappingTarget(seeding: Seeding, { region }: ApiDomainEstate, mapping: ApiMappingEstate, path: string) {
  const { account, names } = seeding;
  const { id = '', stages = [] } = names.find({ kind: 'api', name: mapping.api, account, region }, `${path}.api`);
  return { apiId: id, stage: mapping.stage ?? stages[0] ?? '', key: mapping.key };
}
