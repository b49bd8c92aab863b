import { ABSENT, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import { finishedEdge } from '../../support/distribution-builders.ts';
import {
  accessDenied,
  aliasRecords,
  apiDomain,
  apiEndpoint,
  certificate,
  desiredEdge,
  mappedApi,
  name,
  observedEdge,
  region,
  STACK,
  TO_API,
  valueRecord,
} from '../../support/edge-builders.ts';
import { planOf, stepLines } from '../../support/plan-of.ts';
import { renderPlan } from '../../support/render-plan.ts';

test('an HTTP API without an edge gets one, and DNS moves last', () => {
  expect(renderPlan(planOf(observedEdge()))).toBe(
    `
api.example.com
  1. create origin request policy secure-api-edge-headers-b148ed2b64cc   [EDGE-07 EDGE-08 EDGE-09]   ready
       HeadersConfig.Headers = Accept, Access-Control-Request-Headers, Access-Control-Request-Method, Authorization, Host, Origin   (EDGE-07 EDGE-08)
       CookiesConfig.CookieBehavior = all   (EDGE-09)
       QueryStringsConfig.QueryStringBehavior = all   (EDGE-09)
  2. create distribution for api.example.com   [EDGE-01 EDGE-02 EDGE-03 EDGE-04 EDGE-05 EDGE-06 EDGE-07 EDGE-08 EDGE-09 EDGE-10 EDGE-11]   after: create origin request policy secure-api-edge-headers-b148ed2b64cc
       Enabled = true   (EDGE-04)
       Aliases = api.example.com   (EDGE-04)
       ViewerCertificate.ACMCertificateArn = arn:aws:acm:us-east-1:111111111111:certificate/good   (EDGE-02)
       ViewerCertificate.SSLSupportMethod = sni-only   (EDGE-02)
       ViewerCertificate.MinimumProtocolVersion = TLSv1.2_2021   (EDGE-03)
       Origins[api].DomainName = d-abc123.execute-api.eu-west-1.amazonaws.com   (EDGE-07)
       Origins[api].CustomOriginConfig.OriginProtocolPolicy = https-only   (EDGE-05)
       Origins[api].CustomOriginConfig.OriginSslProtocols = TLSv1.2   (EDGE-06)
       DefaultCacheBehavior.ViewerProtocolPolicy = redirect-to-https   (EDGE-01)
       DefaultCacheBehavior.AllowedMethods = HEAD, DELETE, POST, GET, OPTIONS, PUT, PATCH   (EDGE-10)
       DefaultCacheBehavior.CachePolicyId = Managed-CachingDisabled   (EDGE-11)
       DefaultCacheBehavior.OriginRequestPolicyId = secure-api-edge-headers-b148ed2b64cc   (EDGE-07 EDGE-08 EDGE-09)
  3. update alias records of api.example.com in zone Z1 (example.com)   [EDGE-14]   after: create distribution for api.example.com
       A record: A alias d-abc123.execute-api.eu-west-1.amazonaws.com → A alias (the new distribution)   (EDGE-14)
       AAAA record = AAAA alias (the new distribution)   (EDGE-14)
  note: these headers reach the API and no others: Host, Authorization, Origin, Accept, Access-Control-Request-Headers, Access-Control-Request-Method (origin request policy secure-api-edge-headers-b148ed2b64cc); AllowedHeaders adds to them, HeaderForwarding: all-viewer sends all
`.trim(),
  );
});

test.each(['off', 'report'] as const)('with EDGE-13 on %s a new edge has no HSTS', (mode) => {
  const hsts = { kind: 'ramp', intervalSeconds: 86_400, includeSubdomains: false, preload: false } as const;

  const plan = planOf(observedEdge(), desiredEdge({ hsts, rules: { 'EDGE-13': mode } }));

  expect(renderPlan(plan)).not.toContain('EDGE-13');
  expect(renderPlan(plan)).not.toContain('HSTS');
  const created = plan.steps.find((step) => step.part === 'distribution' && step.action === 'create');
  expect(created).toMatchObject({ settings: { defaultCacheBehavior: { responseHeadersPolicyId: undefined } } });
});

test('where the policy exists already the distribution comes first', () => {
  const { headerPolicies } = finishedEdge();

  expect(stepLines(planOf(observedEdge({ headerPolicies })))).toEqual([
    expect.stringMatching(/^1\. create distribution for api\.example\.com .* ready$/),
    expect.stringMatching(/^2\. update alias records .* after: create distribution for api\.example\.com$/),
  ]);
});

test('what the owner asked for is made at once and shown', () => {
  const edge = desiredEdge({
    owner: STACK,
    headerForwarding: 'all-viewer',
    hsts: { kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false },
    priceClass: 'PriceClass_100',
    webAclArn: 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/edge/1',
    tags: { team: 'payments' },
  });

  const { steps } = planOf(observedEdge(), edge);

  expect(steps.map((step) => step.target)).toEqual([
    'response headers policy secure-api-edge-hsts-300',
    'distribution for api.example.com',
    'alias records of api.example.com in zone Z1 (example.com)',
  ]);
  expect(steps[1]).toMatchObject({
    callerReference: 'secure-api-edge/api.example.com/stack/aaaa/1111',
    tags: { team: 'payments', 'secure-api-edge:owner': 'stack/aaaa/1111' },
    settings: { priceClass: 'PriceClass_100', webAclId: edge.webAclArn, httpVersion: 'http2', ipv6: 'on' },
  });
});

test('an execute-api origin gets the stage as path and never the Host', () => {
  const api = mappedApi({ stage: 'prod', defaultEndpoint: 'enabled' });

  const { steps } = planOf(
    observedEdge({ apiDomains: present([apiDomain({ apis: present([api]) })]) }),
    desiredEdge({ originForm: 'execute-api' }),
  );

  expect(steps[0]).toMatchObject({ policy: { headers: expect.not.arrayContaining(['Host']) } });
  expect(steps[1]).toMatchObject({
    settings: { origins: [{ domainName: 'h1.execute-api.eu-west-1.amazonaws.com', path: '/prod' }] },
  });
});

test('a comment is cut to the length that CloudFront takes', () => {
  const long = name(`${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(20)}.example.com`);

  const create = planOf(
    observedEdge({ certificates: present([certificate({ names: [long] })]) }),
    desiredEdge({ domainName: long }),
  ).steps.find((step) => step.action === 'create' && step.part === 'distribution');

  expect(create).toMatchObject({ settings: { comment: expect.stringMatching(/^.{128}$/) } });
});

describe('an edge is begun only when it can be finished', () => {
  test.each<[string, Partial<ObservedEdge>, RegExp]>([
    [
      'an expired certificate',
      { certificates: present([certificate({ status: 'EXPIRED' })]) },
      /^EDGE-02: certificate/,
    ],
    ['no hosted zone', { aliasRecords: ABSENT }, /^EDGE-14: public hosted zone/],
    [
      'two hosted zones of one name',
      { aliasRecords: present(aliasRecords(TO_API, { rivalZones: [{ id: 'Z2', name: name('example.com') }] })) },
      /^EDGE-14: .*2 zones/,
    ],
    [
      'a record that leads elsewhere',
      { aliasRecords: present(aliasRecords([valueRecord('A', 60, '192.0.2.1')])) },
      /^EDGE-14: records .* lead neither/,
    ],
    [
      'an EDGE domain',
      { apiDomains: present([apiDomain({ endpoints: [apiEndpoint({ type: 'EDGE' })] })]) },
      /^EDGE-17: /,
    ],
    ['mutual TLS', { apiDomains: present([apiDomain({ mutualTls: 'on' })]) }, /^EDGE-17: .*mutual TLS/],
    [
      'a domain in two Regions',
      { apiDomains: present([apiDomain(), apiDomain({ region: region('us-east-1') })]) },
      /^EDGE-17: .*exists in/,
    ],
    [
      'a name that somebody holds',
      { nameHolders: present(['distribution ***B1C of account ******4444']) },
      /^EDGE-04: .*is held by another distribution, got distribution \*\*\*B1C/,
    ],
  ])('refuses to begin with %s', (_, facts, refusal) => {
    const plan = planOf(observedEdge(facts));

    expect(plan.refusals.map(({ rule, detail }) => `${rule}: ${detail}`)).toEqual([expect.stringMatching(refusal)]);
    expect(plan.steps).toEqual([]);
  });

  const denied = unreadable(accessDenied('AWS', 'List'));

  test.each<[string, Partial<ObservedEdge>]>([
    ['distributions', { distribution: denied }],
    ['certificates', { certificates: denied }],
    ['policies', { headerPolicies: denied }],
    ['records', { aliasRecords: denied }],
    ['custom domains', { apiDomains: denied }],
    ['mapped APIs', { apiDomains: present([apiDomain({ apis: denied })]) }],
  ])('plans nothing where %s cannot be read, because AccessDenied is not absence', (_, facts) => {
    const plan = planOf(observedEdge(facts));

    expect(plan.steps).toEqual([]);
    expect(plan.verdicts).toContainEqual(
      expect.objectContaining({ verdict: 'not-checked', detail: 'AWS List: AccessDenied: not authorized' }),
    );
  });
});
