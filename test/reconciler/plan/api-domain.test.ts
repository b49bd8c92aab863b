import type { ApiDomain } from '../../../functions/reconciler/model/api-domain.ts';
import { ABSENT, type Observed, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import { finishedEdge } from '../../support/distribution-builders.ts';
import {
  accessDenied,
  apiDomain,
  apiEndpoint,
  desiredEdge,
  observedEdge,
  region,
} from '../../support/edge-builders.ts';
import { planOf, verdictLines } from '../../support/plan-of.ts';

const EU_CENTRAL_1 = region('eu-central-1');
const SUBJECT = 'API Gateway custom domain api.example.com';

describe('EDGE-17 the domain can be fronted at all', () => {
  test('passes with one REGIONAL endpoint', () => {
    expect(verdictLines(planOf(observedEdge()), 'EDGE-17')).toEqual([
      `EDGE-17 pass ${SUBJECT}: REGIONAL d-abc123.execute-api.eu-west-1.amazonaws.com`,
    ]);
  });

  test.each<[string, Observed<readonly ApiDomain[]>, string]>([
    [
      'a domain that is in no Region looked at',
      ABSENT,
      `${SUBJECT}: not found in eu-west-1; create it there, or name its Region (ApiRegion in a template, --region in a terminal)`,
    ],
    [
      'a domain in several Regions',
      present([apiDomain(), apiDomain({ region: EU_CENTRAL_1 })]),
      `${SUBJECT}: exists in eu-west-1, eu-central-1; name the one to front (ApiRegion in a template, --region in a terminal)`,
    ],
    [
      'an EDGE domain',
      present([apiDomain({ endpoints: [apiEndpoint({ type: 'EDGE' })] })]),
      `${SUBJECT} in eu-west-1: has an EDGE endpoint, whose AWS-owned distribution already holds the name; migrate it to REGIONAL and remove the EDGE configuration first`,
    ],
    [
      'a domain in the middle of its migration from EDGE to REGIONAL',
      present([apiDomain({ endpoints: [apiEndpoint(), apiEndpoint({ type: 'EDGE' })] })]),
      `${SUBJECT} in eu-west-1: has an EDGE endpoint, whose AWS-owned distribution already holds the name; migrate it to REGIONAL and remove the EDGE configuration first`,
    ],
    [
      'a PRIVATE domain',
      present([apiDomain({ endpoints: [apiEndpoint({ type: 'PRIVATE' })] })]),
      `${SUBJECT} in eu-west-1: has a PRIVATE endpoint, which only VPC endpoints reach; leave it unfronted, or front a public domain`,
    ],
    [
      'a domain without any endpoint',
      present([apiDomain({ endpoints: [] })]),
      `${SUBJECT} in eu-west-1: has no REGIONAL endpoint; only a regional domain can be fronted`,
    ],
    [
      'a mutual-TLS domain',
      present([apiDomain({ mutualTls: 'on' })]),
      `${SUBJECT} in eu-west-1: requires mutual TLS, and the client's certificate does not pass CloudFront; turn mutual TLS off, or leave this domain unfronted`,
    ],
  ])('refuses %s, and touches nothing of its edge', (_, apiDomains, detail) => {
    for (const observed of [observedEdge({ apiDomains }), finishedEdge(undefined, { apiDomains })]) {
      const plan = planOf(observed);

      expect(plan.refusals).toEqual([{ rule: 'EDGE-17', detail }]);
      expect(plan.steps).toEqual([]);
    }
  });

  test.each([
    ['refuses', 'execute-api', 'STRICT', ['EDGE-17']],
    ['passes', 'execute-api', 'BASIC', []],
    ['passes', 'regional-domain', 'STRICT', []],
    ['passes', 'regional-domain', 'BASIC', []],
  ] as const)('%s origin form %s for access mode %s', (_, originForm, accessMode, refusals) => {
    const plan = planOf(
      observedEdge({ apiDomains: present([apiDomain({ accessMode })]) }),
      desiredEdge({ originForm }),
    );

    expect(plan.refusals.map(({ rule }) => rule).filter((rule) => rule === 'EDGE-17')).toEqual(refusals);
  });

  test('refuses form execute-api for STRICT with the reason and the way out', () => {
    const apiDomains = present([apiDomain({ accessMode: 'STRICT' })]);

    expect(planOf(observedEdge({ apiDomains }), desiredEdge({ originForm: 'execute-api' })).refusals).toEqual([
      {
        rule: 'EDGE-17',
        detail: `${SUBJECT} in eu-west-1: has access mode STRICT, which lets requests in only where SNI and Host are both the domain, and OriginForm execute-api sends neither; use OriginForm regional-domain, whose SNI follows the forwarded Host`,
      },
    ]);
  });

  test('judges the public domain where a private one has the same name', () => {
    const apiDomains = present([apiDomain({ endpoints: [apiEndpoint({ type: 'PRIVATE' })] }), apiDomain()]);

    expect(planOf(observedEdge({ apiDomains })).refusals).toEqual([]);
  });

  test('is not checked where API Gateway cannot be read, which is not the same as absent', () => {
    const plan = planOf(observedEdge({ apiDomains: unreadable(accessDenied('APIGateway', 'GetDomainNames')) }));

    expect(verdictLines(plan, 'EDGE-17')).toEqual([
      `EDGE-17 not-checked ${SUBJECT}: APIGateway GetDomainNames: AccessDenied: not authorized`,
    ]);
    expect(plan.refusals).toEqual([]);
    expect(plan.steps).toEqual([]);
  });

  test('fronts the Region that the owner names', () => {
    const apiDomains = present([apiDomain({ region: EU_CENTRAL_1, mutualTls: 'on' }), apiDomain()]);

    expect(planOf(observedEdge({ apiDomains }), desiredEdge({ apiRegion: region('eu-west-1') })).refusals).toEqual([]);
  });

  test('says where the domain is when the named Region does not have it', () => {
    const plan = planOf(observedEdge(), desiredEdge({ apiRegion: EU_CENTRAL_1 }));

    expect(plan.refusals[0]?.detail).toBe(
      `${SUBJECT}: not found in eu-central-1, found in eu-west-1; create it there, or name its Region (ApiRegion in a template, --region in a terminal)`,
    );
  });

  test.each([
    [
      'no API is mapped',
      { apis: present([]) },
      `${SUBJECT}: no API is mapped to it, so every path answers 403 until one is`,
    ],
    [
      'the endpoint is being updated',
      { endpoints: [apiEndpoint({ status: 'UPDATING' })] },
      `${SUBJECT}: its endpoint is UPDATING, not AVAILABLE`,
    ],
    [
      'no API is mapped and no routing rule invokes one',
      { apis: present([]), routingMode: 'ROUTING_RULE_ONLY' as const },
      `${SUBJECT}: no API is mapped to it and no routing rule invokes one (ROUTING_RULE_ONLY), so every path answers 403 until one is`,
    ],
    [
      'the domain takes TLS 1.3 only',
      { endpoints: [apiEndpoint({ securityPolicy: 'SecurityPolicy_TLS13_1_3_FIPS_2025_09' })] },
      `${SUBJECT}: its security policy SecurityPolicy_TLS13_1_3_FIPS_2025_09 takes TLS 1.3 only, which CloudFront's OriginSslProtocols has no word for; AWS does not say that CloudFront gets through, so send a request to the distribution's own name before callers depend on it`,
    ],
    [
      'access is STRICT',
      { accessMode: 'STRICT' as const },
      `${SUBJECT}: its access mode is STRICT, so it answers only while Host is forwarded (EDGE-07): SNI follows Host`,
    ],
  ])('goes on and says so where %s', (_, facts, note) => {
    const plan = planOf(observedEdge({ apiDomains: present([apiDomain(facts)]) }));

    expect(plan.notes).toContain(note);
    expect(plan.refusals).toEqual([]);
  });

  test.each(['TLS_1_0', 'TLS_1_2', 'SecurityPolicy_TLS13_1_2_2021_06', 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09'])(
    'has nothing to say about security policy %s, which takes TLS 1.2',
    (securityPolicy) => {
      const { notes } = planOf(
        observedEdge({ apiDomains: present([apiDomain({ endpoints: [apiEndpoint({ securityPolicy })] })]) }),
      );

      expect(notes.filter((note) => note.startsWith(SUBJECT))).toEqual([]);
    },
  );
});
