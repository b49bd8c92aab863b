import type { EndpointAccessMode, SecurityPolicy } from '@aws-sdk/client-api-gateway';
import type { ApiMapping, DomainName, DomainNameConfiguration } from '@aws-sdk/client-apigatewayv2';
import { newRestApi, putRestStage } from '../apigateway/new-rest-api.ts';
import { alternateDomainNames } from '../cloudfront/state.ts';
import type { OperationContext } from '../core/operation.ts';
import { domainNameArn } from './arns.ts';
import { useCertificates } from './domain-certificate.ts';
import { conflict } from './refusals.ts';
import { CLOUDFRONT_ZONE, regionHostedZone } from './region-hosted-zone.ts';
import { apiGatewayOf, apiGatewayState, type EnhancedSecurity, type RestApiRecord } from './state.ts';
import { addTags } from './tags.ts';

const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** What exists in AWS but cannot be created through version 2 of the API: edge-optimized domain names and REST APIs. */
export interface DomainNameSeed {
  readonly name: string;
  readonly endpointTypes: readonly ('EDGE' | 'REGIONAL')[];
  /** The certificate of the REGIONAL endpoint. */
  readonly certificateArn?: string;
  /** The certificate of the EDGE endpoint, in us-east-1. */
  readonly edgeCertificateArn?: string;
  /** @default TLS_1_2 */
  readonly securityPolicy?: SecurityPolicy;
  /** With a `SecurityPolicy_*` only. */
  readonly endpointAccessMode?: EndpointAccessMode;
  readonly mappings?: readonly { readonly apiId: string; readonly stage: string; readonly key?: string }[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface RestApiSeed {
  readonly name: string;
  readonly stages: readonly string[];
  readonly disableExecuteApiEndpoint?: boolean;
}

/** Puts an AVAILABLE domain name into the caller's account and Region. Nothing is checked except that the name is free. */
export function putDomainName(context: OperationContext, seed: DomainNameSeed): DomainName {
  if (context.world.states(apiGatewayState).some(({ region, state }) => isTaken(seed.name, state, region, context))) {
    throw conflict('The domain name you provided already exists.');
  }
  const arn = domainNameArn(context, seed.name);
  const domainName: DomainName = {
    DomainName: seed.name,
    DomainNameArn: arn,
    ApiMappingSelectionExpression: '$request.basepath',
    DomainNameConfigurations: seed.endpointTypes.map((type) => configuration(context, seed, type)),
    RoutingMode: 'API_MAPPING_ONLY',
  };
  const mappings = new Map((seed.mappings ?? []).map((mapping) => toMapping(context, mapping)));
  const enhancedSecurity = enhancedSecurityOf(seed);
  apiGatewayOf(context).domainNames.set(seed.name, { domainName, mappings, routingRules: new Map(), enhancedSecurity });
  useCertificates(context, undefined, domainName);
  holdAlternateDomainName(context, domainName);
  addTags(context, arn, { ...seed.tags });
  return domainName;
}

export function putRestApi(context: OperationContext, seed: RestApiSeed): RestApiRecord {
  const { name, stages, disableExecuteApiEndpoint } = seed;
  const record = newRestApi(context, { name, disableExecuteApiEndpoint });
  for (const stage of stages) putRestStage(context, record, stage);
  return record;
}

function enhancedSecurityOf({ securityPolicy, endpointAccessMode }: DomainNameSeed): EnhancedSecurity | undefined {
  return securityPolicy?.startsWith('SecurityPolicy_')
    ? { policy: securityPolicy, accessMode: endpointAccessMode }
    : undefined;
}

/** Behind an EDGE endpoint is a distribution that AWS owns; it holds the name as every distribution does. */
function holdAlternateDomainName(
  context: OperationContext,
  { DomainName, DomainNameConfigurations }: DomainName,
): void {
  const edge = DomainNameConfigurations?.find(({ EndpointType }) => EndpointType === 'EDGE');
  if (edge !== undefined) {
    context.world.state(alternateDomainNames, '*').set(DomainName ?? '', edge.ApiGatewayDomainName ?? '');
  }
}

function isTaken(
  name: string,
  state: { readonly domainNames: ReadonlyMap<string, unknown> },
  region: string | undefined,
  context: OperationContext,
): boolean {
  return region === context.region && state.domainNames.has(name);
}

function configuration(
  context: OperationContext,
  seed: DomainNameSeed,
  type: 'EDGE' | 'REGIONAL',
): DomainNameConfiguration {
  const shared = {
    EndpointType: type,
    SecurityPolicy: legacyPolicyOf(seed),
    IpAddressType: 'ipv4',
    DomainNameStatus: 'AVAILABLE',
  } as const;
  if (type === 'EDGE') {
    const host = `d${context.ids.text(13, ID_ALPHABET)}.cloudfront.net`;
    return {
      ...shared,
      ApiGatewayDomainName: host,
      CertificateArn: seed.edgeCertificateArn,
      HostedZoneId: CLOUDFRONT_ZONE,
    };
  }
  const host = `d-${context.ids.text(10, ID_ALPHABET)}.execute-api.${context.region}.amazonaws.com`;
  return {
    ...shared,
    ApiGatewayDomainName: host,
    CertificateArn: seed.certificateArn,
    HostedZoneId: regionHostedZone(context.region),
  };
}

/** What version 2 of the API shows: nothing where it has no word for the policy. */
function legacyPolicyOf({ securityPolicy = 'TLS_1_2' }: DomainNameSeed): 'TLS_1_0' | 'TLS_1_2' | undefined {
  return securityPolicy === 'TLS_1_0' || securityPolicy === 'TLS_1_2' ? securityPolicy : undefined;
}

function toMapping(
  context: OperationContext,
  mapping: { readonly apiId: string; readonly stage: string; readonly key?: string },
): [string, ApiMapping] {
  const id = context.ids.text(6, ID_ALPHABET);
  return [id, { ApiId: mapping.apiId, ApiMappingId: id, ApiMappingKey: mapping.key ?? '', Stage: mapping.stage }];
}
