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

  test('is not checked where API Gateway cannot be read, which is not the same as absent', () => {
    const plan = planOf(observedEdge({ apiDomains: unreadable(accessDenied('ApiGatewayV2', 'GetDomainName')) }));

    expect(verdictLines(plan, 'EDGE-17')).toEqual([
      `EDGE-17 not-checked ${SUBJECT}: ApiGatewayV2 GetDomainName: AccessDenied: not authorized`,
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
  ])('goes on and says so where %s', (_, facts, note) => {
    const plan = planOf(observedEdge({ apiDomains: present([apiDomain(facts)]) }));

    expect(plan.notes).toContain(note);
    expect(plan.refusals).toEqual([]);
  });

  test('says nothing about missing mappings where routing rules decide', () => {
    const routed = apiDomain({ apis: present([]), routingMode: 'ROUTING_RULE_ONLY' });

    expect(planOf(observedEdge({ apiDomains: present([routed]) })).notes.join()).not.toContain('no API is mapped');
  });
});
