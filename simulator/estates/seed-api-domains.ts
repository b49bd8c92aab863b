import { createBasePathMapping } from '../apigateway/create-base-path-mapping.ts';
import { createDomainName as createDomainNameV1 } from '../apigateway/create-domain-name.ts';
import { createApiMapping } from '../apigatewayv2/create-api-mapping.ts';
import { createDomainName } from '../apigatewayv2/create-domain-name.ts';
import { findDomainName } from '../apigatewayv2/find-domain-name.ts';
import { putDomainName } from '../apigatewayv2/seed.ts';
import { apiTarget } from './api-target.ts';
import { certificateArn, isEnhanced, toRequest, toRequestOfVersion1 } from './domain-requests.ts';
import type { ApiDomainEstate } from './estate.ts';
import { seedRoutingRules } from './seed-routing-rules.ts';
import { at, type Seeding } from './seeding.ts';

/**
 * Domain names through API Gateway's own operations: version 1 where only it knows what is asked for, version 2 otherwise.
 * One with an EDGE endpoint, which neither creates here, is put in place.
 */
export function seedApiDomains(seeding: Seeding, domains: readonly ApiDomainEstate[]): void {
  domains.forEach((domain, index) => {
    const path = `${seeding.path}.apiDomains[${index}]`;
    if (domain.endpointTypes?.includes('PRIVATE')) {
      seedPrivateDomain(seeding, domain, path);
    } else {
      seedPublicDomain(seeding, domain, path);
    }
    seedRoutingRules(seeding, domain, path);
  });
}

function seedPublicDomain(seeding: Seeding, domain: ApiDomainEstate, path: string): void {
  const context = seeding.context(domain.region);
  if (domain.endpointTypes?.includes('EDGE')) {
    at(path, () => putEdgeDomain(seeding, domain, path));
  } else {
    createRegionalDomain(seeding, domain, path);
  }
  const { DomainNameConfigurations: endpoints = [] } = findDomainName(context, domain.name).domainName;
  const endpoint = endpoints.find(({ EndpointType }) => EndpointType === 'REGIONAL') ?? endpoints[0];
  seeding.names.add('apiDomain', domain.name, {
    account: seeding.account,
    region: domain.region,
    value: endpoint?.ApiGatewayDomainName ?? '',
    hostedZoneId: endpoint?.HostedZoneId ?? '',
  });
}

function createRegionalDomain(seeding: Seeding, domain: ApiDomainEstate, path: string): void {
  const context = seeding.context(domain.region);
  at(path, () =>
    isEnhanced(domain)
      ? createDomainNameV1.run(toRequestOfVersion1(seeding, domain, path), context)
      : createDomainName.run(toRequest(seeding, domain, path), context),
  );
  mappingTargets(seeding, domain, path).forEach(({ apiId, stage, key }, index) => {
    at(`${path}.mappings[${index}]`, () =>
      createApiMapping.run({ DomainName: domain.name, ApiId: apiId, Stage: stage, ApiMappingKey: key }, context),
    );
  });
}

/** It has no host name that a record or an origin could lead to, so the document cannot refer to it. */
function seedPrivateDomain(seeding: Seeding, domain: ApiDomainEstate, path: string): void {
  const context = seeding.context(domain.region);
  const { domainNameId } = at(path, () => createDomainNameV1.run(toRequestOfVersion1(seeding, domain, path), context));
  mappingTargets(seeding, domain, path).forEach(({ apiId, stage, key }, index) => {
    at(`${path}.mappings[${index}]`, () =>
      createBasePathMapping.run(
        { domainName: domain.name, domainNameId, restApiId: apiId, stage, basePath: key },
        context,
      ),
    );
  });
}

function putEdgeDomain(seeding: Seeding, domain: ApiDomainEstate, path: string): void {
  putDomainName(seeding.context(domain.region), {
    name: domain.name,
    endpointTypes: (domain.endpointTypes ?? []).filter((type) => type !== 'PRIVATE'),
    certificateArn: certificateArn(seeding, domain.certificate, `${path}.certificate`),
    edgeCertificateArn: certificateArn(seeding, domain.edgeCertificate, `${path}.edgeCertificate`),
    securityPolicy: domain.securityPolicy,
    endpointAccessMode: domain.endpointAccessMode,
    mappings: mappingTargets(seeding, domain, path),
    tags: domain.tags,
  });
}

function mappingTargets(seeding: Seeding, domain: ApiDomainEstate, path: string) {
  return (domain.mappings ?? []).map((mapping, index) => ({
    ...apiTarget(seeding, domain, mapping, `${path}.mappings[${index}]`),
    key: mapping.key,
  }));
}
