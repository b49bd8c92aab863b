import fc, { type Arbitrary } from 'fast-check';
import {
  CERTIFICATE_REQUESTS,
  type DesiredEdge,
  HEADER_FORWARDINGS,
  type Hsts,
  MINIMUM_PROTOCOL_VERSIONS,
  ON_DELETES,
  ORIGIN_FORMS,
  type Owner,
  PRICE_CLASSES,
  VIEWER_PROTOCOL_POLICIES,
} from '../../functions/reconciler/model/edge.ts';
import { type DomainName, parseDomainName } from '../../functions/reconciler/model/names.ts';
import { CHECK_IDS, PROOF_POLICIES } from '../../functions/reconciler/model/proof.ts';
import { RULE_MODES, type RuleModes } from '../../functions/reconciler/model/rules.ts';
import { name, region } from './edge-builders.ts';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-2', 'us-gov-west-1'].map(region);

export function anyLabel(): Arbitrary<string> {
  return fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
}

/** Names of two to five labels, some with a wildcard in front. */
export function anyDomainName(): Arbitrary<DomainName> {
  return fc
    .tuple(fc.constantFrom('', '*.'), fc.array(anyLabel(), { minLength: 2, maxLength: 5 }))
    .map(([wildcard, labels]) => parseDomainName(`${wildcard}${labels.join('.')}`))
    .filter((parsed) => parsed !== undefined);
}

export function anyOwner(): Arbitrary<Owner> {
  const hash = fc.stringMatching(/^[0-9a-f]{4,16}$/);
  return fc.oneof(
    fc.constant({ kind: 'remediator' as const }),
    fc.record({ kind: fc.constant('stack' as const), stackHash: hash, resourceHash: hash }),
  );
}

export function anyHsts(): Arbitrary<Hsts> {
  const reach = { includeSubdomains: fc.boolean(), preload: fc.boolean() };
  const maxAgeSeconds = fc.nat({ max: 63_072_000 });
  const intervalSeconds = fc.integer({ min: 3600, max: 31_536_000 });
  return fc.oneof(
    fc.constantFrom({ kind: 'off' as const }, { kind: 'brake' as const }),
    fc.record({ kind: fc.constant('fixed' as const), maxAgeSeconds, ...reach }),
    fc.record({ kind: fc.constant('ramp' as const), intervalSeconds, ...reach }),
  );
}

function anyRules(): Arbitrary<RuleModes> {
  const rule = fc.constantFrom('EDGE-01', 'EDGE-03', 'EDGE-11', 'EDGE-13', 'EDGE-14', 'EDGE-15' as const);
  return fc.dictionary(rule, fc.constantFrom(...RULE_MODES), { maxKeys: 3, noNullPrototype: true });
}

/** Every edge that a door may accept, for one domain or any. */
export function anyEdge(domainName: Arbitrary<DomainName> = anyDomainName()): Arbitrary<DesiredEdge> {
  return fc.record<DesiredEdge>({
    domainName,
    apiRegion: fc.option(fc.constantFrom(...REGIONS), { nil: undefined }),
    certificateArn: fc.option(fc.constant('arn:aws:acm:us-east-1:111111111111:certificate/good'), { nil: undefined }),
    requestCertificate: fc.constantFrom(...CERTIFICATE_REQUESTS),
    hostedZoneId: fc.option(fc.constant('Z1'), { nil: undefined }),
    viewerProtocolPolicy: fc.constantFrom(...VIEWER_PROTOCOL_POLICIES),
    minimumProtocolVersion: fc.constantFrom(...MINIMUM_PROTOCOL_VERSIONS),
    headerForwarding: fc.constantFrom(...HEADER_FORWARDINGS),
    allowedHeaders: fc.uniqueArray(fc.constantFrom('x-tenant', 'traceparent', 'if-match', 'x-request-id'), {
      maxLength: 4,
    }),
    originForm: fc.constantFrom(...ORIGIN_FORMS),
    hsts: anyHsts(),
    originVerify: fc.option(fc.constant({ headerName: 'X-Origin-Verify', secretId: 'edge/origin-verify' }), {
      nil: undefined,
    }),
    webAclArn: fc.option(fc.constant('arn:aws:wafv2:us-east-1:111111111111:global/webacl/edge/0f1e-2d3c'), {
      nil: undefined,
    }),
    priceClass: fc.option(fc.constantFrom(...PRICE_CLASSES), { nil: undefined }),
    onDelete: fc.constantFrom(...ON_DELETES),
    proof: fc.constantFrom(undefined, ...PROOF_POLICIES),
    probePath: fc.constantFrom('/', '/health', '/v1/orders:ping'),
    acceptedDifferences: fc.uniqueArray(fc.constantFrom(...CHECK_IDS), { maxLength: 3 }),
    rules: anyRules(),
    tags: fc.constant({}),
    owner: anyOwner(),
  });
}

/** Domains that API Gateway could map, for zone tests: always below example.com. */
export function anyNameBelow(zone: DomainName): Arbitrary<DomainName> {
  return fc.array(anyLabel(), { minLength: 1, maxLength: 3 }).map((labels) => name(`${labels.join('.')}.${zone}`));
}
