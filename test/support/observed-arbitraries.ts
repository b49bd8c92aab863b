import fc, { type Arbitrary } from 'fast-check';
import type { AliasRecords } from '../../functions/reconciler/model/alias-records.ts';
import type { ApiDomain, MappedApi } from '../../functions/reconciler/model/api-domain.ts';
import type { Certificate, RequestedCertificate } from '../../functions/reconciler/model/certificate.ts';
import type { Distribution } from '../../functions/reconciler/model/distribution.ts';
import type { DesiredEdge } from '../../functions/reconciler/model/edge.ts';
import { ABSENT, type Observed, present, unreadable } from '../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../functions/reconciler/model/observed-edge.ts';
import { ownerToTag } from '../../functions/reconciler/model/owner-tags.ts';
import { TAG } from '../../functions/reconciler/model/tags.ts';
import { distribution, ownTags } from './distribution-builders.ts';
import { anyEdge } from './edge-arbitraries.ts';
import {
  API,
  accessDenied,
  aliasRecords,
  apiDomain,
  apiEndpoint,
  certificate,
  desiredEdge,
  EU_WEST_1,
  headerPolicies,
  mappedApi,
  name,
  OTHER_STACK,
  observedEdge,
  requestedCertificate,
  STACK,
  TO_API,
  TO_EDGE,
  VALIDATION,
  validationRecord,
  valueRecord,
} from './edge-builders.ts';
import { CURRENT } from './played-headers.ts';
import { anySettings, lookedUp } from './settings-arbitraries.ts';

/** An edge of api.example.com, as anybody may want it. */
export function anyEdgeOfApi(): Arbitrary<DesiredEdge> {
  return anyEdge(fc.constant(API)).map((edge) => ({ ...edge, apiRegion: undefined, hostedZoneId: undefined }));
}

const ORIGIN_SECRET = {
  secretId: 'edge/origin-verify',
  region: EU_WEST_1,
  kind: 'usable',
  current: CURRENT,
  previous: undefined,
} as const;

/** Everything that AWS may say about the edge: present, absent, wrong, half read. */
export function anyObservedEdge(): Arbitrary<ObservedEdge> {
  return fc
    .record({
      apiDomains: maybe(fc.array(anyApiDomain(), { minLength: 1, maxLength: 2 })),
      certificates: maybe(fc.array(anyCertificate(), { maxLength: 2 })),
      requestedCertificates: maybe(fc.array(anyRequestedCertificate(), { maxLength: 1 })),
      headerPolicies: fc.oneof({ weight: 5, arbitrary: fc.constant(present(headerPolicies())) }, denied()),
      distribution: maybe(anyDistribution()),
      originSecret: maybe(fc.constant(ORIGIN_SECRET)),
      nameHolders: fc.constantFrom(ABSENT, present([]), present(['distribution ***B1C of account ******4444'])),
      aliasRecords: maybe(anyAliasRecords()),
    })
    .map((facts) => observedEdge(facts));
}

function maybe<T>(value: Arbitrary<T>): Arbitrary<Observed<T>> {
  return fc.oneof(
    { weight: 6, arbitrary: value.map(present) },
    { weight: 1, arbitrary: fc.constant(ABSENT) },
    denied(),
  );
}

function denied() {
  return { weight: 1, arbitrary: fc.constant(unreadable(accessDenied('AWS', 'List'))) };
}

function anyApiDomain(): Arbitrary<ApiDomain> {
  return fc
    .record({
      endpoints: fc.constantFrom(
        [apiEndpoint()],
        [apiEndpoint()],
        [apiEndpoint({ type: 'EDGE' })],
        [apiEndpoint({ type: 'PRIVATE' })],
      ),
      accessMode: fc.constantFrom('BASIC' as const, 'BASIC' as const, 'STRICT' as const),
      routingMode: fc.constantFrom('API_MAPPING_ONLY' as const, 'ROUTING_RULE_THEN_API_MAPPING' as const),
      mutualTls: fc.constantFrom('off' as const, 'off' as const, 'on' as const),
      apis: fc.oneof({ weight: 5, arbitrary: fc.array(anyMappedApi(), { maxLength: 2 }).map(present) }, denied()),
    })
    .map((facts) => apiDomain(facts));
}

export function anyMappedApi(): Arbitrary<MappedApi> {
  return fc
    .record({
      protocol: fc.constantFrom('HTTP' as const, 'WEBSOCKET' as const, 'REST' as const),
      defaultEndpoint: fc.constantFrom('enabled' as const, 'disabled' as const),
      identityHeaders: fc.constantFrom([], ['X-Tenant']),
      declaredHeaders: fc.constantFrom([], ['If-Match']),
      routingHeaders: fc.constantFrom([], ['X-Version']),
      mappingKey: fc.constantFrom('', '', 'v1'),
      routes: fc.constantFrom([], ['/{proxy*}'], ['/orders/{id}', '/']),
      apiKey: fc.constantFrom('required' as const, 'not-required' as const),
    })
    .map((facts) => mappedApi(facts));
}

function anyCertificate(): Arbitrary<Certificate> {
  return fc
    .record({
      names: fc.constantFrom([API], [name('*.example.com')], [name('example.com')]),
      status: fc.constantFrom('ISSUED', 'ISSUED', 'PENDING_VALIDATION'),
    })
    .map((facts) => certificate(facts));
}

function anyRequestedCertificate(): Arbitrary<RequestedCertificate> {
  return fc
    .record({
      status: fc.constantFrom('PENDING_VALIDATION', 'PENDING_VALIDATION', 'ISSUED', 'FAILED'),
      owner: fc.constantFrom('remediator', ownerToTag(STACK)),
      inUseBy: fc.constantFrom([], ['arn:aws:cloudfront::111111111111:distribution/E2']),
      validation: fc.constantFrom(
        undefined,
        validationRecord(),
        validationRecord({ standing: [VALIDATION] }),
        validationRecord({ standing: [VALIDATION], writtenBy: 'this-tool' }),
        validationRecord({ standing: [valueRecord('CNAME', 60, 'elsewhere.example.net')] }),
      ),
    })
    .map((facts) => requestedCertificate(facts));
}

function anyDistribution(): Arbitrary<Distribution> {
  const owned = fc.constantFrom(
    {},
    ownTags(),
    ownTags(desiredEdge({ owner: STACK })),
    ownTags(desiredEdge({ owner: OTHER_STACK })),
    { ...ownTags(), [TAG.adopted]: 'yes' },
    ownTags(undefined, { [TAG.pendingInvalidation]: 'owed' }),
    ownTags(undefined, { [TAG.deleting]: 'requested' }),
    ownTags(undefined, { [TAG.held]: 'proof failed' }),
    { 'aws:cloudformation:stack-name': 'shop' },
  );
  return fc
    .tuple(anySettings('legacy-too'), owned, fc.constantFrom('Deployed' as const, 'InProgress' as const))
    .map(([settings, tags, status]) => distribution(lookedUp(settings), { tags, status }));
}

function anyAliasRecords(): Arbitrary<AliasRecords> {
  return fc
    .tuple(
      fc.constantFrom([], TO_API, TO_EDGE, TO_EDGE.slice(0, 1), [valueRecord('A', 60, '192.0.2.1')]),
      fc.constantFrom('none' as const, 'PENDING' as const, 'INSYNC' as const),
    )
    .map(([records, lastChange]) => aliasRecords(records, { lastChange }));
}
