/**
 * Values of the model with everything in order, so that a test shows only the facts that matter to it. The edge is api.example.com, an HTTP
 * API in eu-west-1 behind one distribution.
 */
import type { AliasRecords, RecordSet } from '../../functions/reconciler/model/alias-records.ts';
import { CLOUDFRONT_HOSTED_ZONE_ID } from '../../functions/reconciler/model/alias-records.ts';
import type { ApiDomain, ApiEndpoint, MappedApi } from '../../functions/reconciler/model/api-domain.ts';
import type {
  Certificate,
  RequestedCertificate,
  ValidationRecord,
} from '../../functions/reconciler/model/certificate.ts';
import { type DesiredEdge, defaultEdge, type Owner } from '../../functions/reconciler/model/edge.ts';
import type { Failure } from '../../functions/reconciler/model/failure.ts';
import type { HeaderPolicies } from '../../functions/reconciler/model/header-policies.ts';
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from '../../functions/reconciler/model/managed-policies.ts';
import { type DomainName, parseDomainName, parseRegion } from '../../functions/reconciler/model/names.ts';
import { ABSENT, present } from '../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../functions/reconciler/model/observed-edge.ts';

export const API = name('api.example.com');
export const NOW = '2026-11-20T12:00:00.000Z';
export const EU_WEST_1 = region('eu-west-1');
export const REGIONAL = name('d-abc123.execute-api.eu-west-1.amazonaws.com');
export const API_ZONE = 'ZLY8HYME6SFDD';
export const CLOUDFRONT = name('d111.cloudfront.net');

export const REMEDIATOR: Owner = { kind: 'remediator' };
export const STACK: Owner = { kind: 'stack', stackHash: 'aaaa', resourceHash: '1111' };
export const OTHER_STACK: Owner = { kind: 'stack', stackHash: 'bbbb', resourceHash: '2222' };

export function name(text: string): DomainName {
  const parsed = parseDomainName(text);
  if (parsed === undefined) throw new Error(`not a domain name: ${text}`);
  return parsed;
}

export function region(text: string) {
  const parsed = parseRegion(text);
  if (parsed === undefined) throw new Error(`not a Region: ${text}`);
  return parsed;
}

export function desiredEdge(facts: Partial<DesiredEdge> = {}): DesiredEdge {
  return { ...defaultEdge(API, REMEDIATOR), ...facts };
}

export function mappedApi(facts: Partial<MappedApi> = {}): MappedApi {
  return {
    apiId: 'h1',
    stage: '$default',
    mappingKey: '',
    protocol: 'HTTP',
    defaultEndpoint: 'disabled',
    identityHeaders: [],
    authorization: ['NONE'],
    apiKey: 'not-required',
    corsAllowHeaders: [],
    declaredHeaders: [],
    routingHeaders: [],
    routes: ['/{proxy*}'],
    ...facts,
  };
}

export function apiEndpoint(facts: Partial<ApiEndpoint> = {}): ApiEndpoint {
  return {
    type: 'REGIONAL',
    targetDomainName: REGIONAL,
    hostedZoneId: API_ZONE,
    status: 'AVAILABLE',
    securityPolicy: 'TLS_1_2',
    ...facts,
  };
}

export function apiDomain(facts: Partial<ApiDomain> = {}): ApiDomain {
  return {
    domainName: API,
    region: EU_WEST_1,
    endpoints: [apiEndpoint()],
    mutualTls: 'off',
    accessMode: 'BASIC',
    routingMode: 'API_MAPPING_ONLY',
    apis: present([mappedApi()]),
    ...facts,
  };
}

export function certificate(facts: Partial<Certificate> = {}): Certificate {
  return {
    arn: 'arn:aws:acm:us-east-1:111111111111:certificate/good',
    names: [API],
    status: 'ISSUED',
    notAfter: '2027-11-20T00:00:00.000Z',
    keyAlgorithm: 'RSA_2048',
    type: 'AMAZON_ISSUED',
    ...facts,
  };
}

/** As ACM names it. */
export const VALIDATION = {
  name: name('_3c9.api.example.com'),
  type: 'CNAME',
  setIdentifier: undefined,
  target: { kind: 'values', ttlSeconds: 300, values: ['_a7f.acm-validations.aws.'] },
} as const satisfies RecordSet;

/** Named by ACM, and nothing stands there yet. */
export function validationRecord(facts: Partial<ValidationRecord> = {}): ValidationRecord {
  return {
    record: VALIDATION,
    zone: { id: 'Z1', name: name('example.com') },
    standing: [],
    writtenBy: 'somebody',
    sharedWith: [],
    ...facts,
  };
}

/** A certificate that this tool requested and that waits for its record. */
export function requestedCertificate(facts: Partial<RequestedCertificate> = {}): RequestedCertificate {
  return {
    arn: 'arn:aws:acm:us-east-1:111111111111:certificate/requested',
    status: 'PENDING_VALIDATION',
    failureReason: undefined,
    owner: 'remediator',
    inUseBy: [],
    validation: validationRecord(),
    ...facts,
  };
}

/** The managed policies and nothing else. */
export function headerPolicies(facts: Partial<HeaderPolicies> = {}): HeaderPolicies {
  return {
    cachePolicies: [...MANAGED_CACHE_POLICIES, ...(facts.cachePolicies ?? [])],
    originRequestPolicies: [...MANAGED_ORIGIN_REQUEST_POLICIES, ...(facts.originRequestPolicies ?? [])],
    responseHeadersPolicies: [...MANAGED_RESPONSE_HEADERS_POLICIES, ...(facts.responseHeadersPolicies ?? [])],
  };
}

export function aliasRecord(type: string, dnsName: DomainName, facts: Partial<RecordSet> = {}): RecordSet {
  const hostedZoneId = dnsName.endsWith('.cloudfront.net') ? CLOUDFRONT_HOSTED_ZONE_ID : API_ZONE;
  const target = { kind: 'alias', dnsName, hostedZoneId, evaluateTargetHealth: false } as const;
  return { name: API, type, setIdentifier: undefined, target, ...facts };
}

export function valueRecord(type: string, ttlSeconds: number, ...values: readonly string[]): RecordSet {
  return { name: API, type, setIdentifier: undefined, target: { kind: 'values', ttlSeconds, values } };
}

/** A zone for example.com that holds these records at the name. */
export function aliasRecords(recordSets: readonly RecordSet[], facts: Partial<AliasRecords> = {}): AliasRecords {
  return {
    zone: { id: 'Z1', name: name('example.com') },
    rivalZones: [],
    elsewhere: [],
    recordSets,
    lastChange: 'none',
    ...facts,
  };
}

export const TO_API = [aliasRecord('A', REGIONAL)];
export const TO_EDGE = [aliasRecord('A', CLOUDFRONT), aliasRecord('AAAA', CLOUDFRONT)];

/** A domain that could be fronted and is not: certificate, zone and API are there, DNS points at the API. */
export function observedEdge(facts: Partial<ObservedEdge> = {}): ObservedEdge {
  return {
    domainName: API,
    now: NOW,
    regions: [EU_WEST_1],
    apiDomains: present([apiDomain()]),
    certificates: present([certificate()]),
    requestedCertificates: ABSENT,
    headerPolicies: present(headerPolicies()),
    policyUsesElsewhere: {},
    distribution: ABSENT,
    apiStages: {},
    originSecret: ABSENT,
    nameHolders: ABSENT,
    aliasRecords: present(aliasRecords(TO_API)),
    ...facts,
  };
}

export function accessDenied(service: string, operation: string): Failure {
  return {
    kind: 'AccessDenied',
    service,
    operation,
    code: 'AccessDenied',
    message: 'not authorized',
    requestId: undefined,
  };
}
