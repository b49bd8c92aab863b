import type { EdgeLook } from '../../../functions/reconciler/model/look.ts';
import { ABSENT, present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { Outcome } from '../../../functions/reconciler/model/outcome.ts';
import type { Refusal, Verdict } from '../../../functions/reconciler/model/plan.ts';
import type { Proof } from '../../../functions/reconciler/model/proof.ts';
import { toEdgeReport } from '../../../functions/report/edge-report.ts';
import { distribution } from '../../support/distribution-builders.ts';
import { aliasRecord, apiDomain, CLOUDFRONT, REGIONAL } from '../../support/edge-builders.ts';
import { DENIED, type EdgeFacts, edgeLook, verdict } from '../drift-remediator/account-look.ts';

const DRIFT: Outcome = { kind: 'drift', steps: [] };

const EVERYTHING = {
  apiDomains: present([apiDomain()]),
  distribution: present(distribution({}, { id: 'E1', tags: { 'secure-api-edge:owner': 'remediator', team: 'x' } })),
  aliasRecords: present({
    zone: { id: 'Z1', name: REGIONAL },
    rivalZones: [],
    recordSets: [aliasRecord('A', CLOUDFRONT)],
    elsewhere: [],
    lastChange: 'none',
  }),
} satisfies EdgeFacts['observed'];

function pathOf(facts: EdgeFacts, outcome: Outcome = DRIFT, refusals: readonly Refusal[] = []) {
  const look = edgeLook(outcome, { ...facts, observed: { ...EVERYTHING, ...facts.observed } });
  return toEdgeReport({ ...look, plan: { ...look.plan, refusals } } satisfies EdgeLook).path;
}

describe('the way of a request', () => {
  test('names every hop that is there', () => {
    expect(pathOf({}, { kind: 'in-sync' })).toEqual({
      dns: { zone: REGIONAL, records: [`A alias ${CLOUDFRONT}`] },
      distribution: expect.objectContaining({ id: 'E1', tags: { 'secure-api-edge:owner': 'remediator' } }),
      api: { endpoint: REGIONAL, kind: 'REGIONAL HTTP' },
      notChecked: [],
    });
  });

  test('says of a distribution that is switched off that it is', () => {
    const observed = { distribution: present(distribution({ enabled: false })) };

    expect(pathOf({ observed }).distribution?.status).toMatch(/, not enabled$/);
  });

  test.each<[string, readonly Verdict[], string | undefined]>([
    ['dns when the records lead elsewhere', [verdict('EDGE-14', 'drift')], 'dns'],
    ['distribution when a behavior is wrong', [verdict('EDGE-01', 'drift')], 'distribution'],
    ['api when an origin is reached wrongly', [verdict('EDGE-05', 'drift')], 'api'],
    ['the first of several', [verdict('EDGE-05', 'drift'), verdict('EDGE-14', 'drift')], 'dns'],
    ['api when it cannot be fronted', [verdict('EDGE-17', 'refused')], 'api'],
    ['nothing for what is only reported', [verdict('EDGE-16', 'drift', { reportedOnly: true })], undefined],
  ])('breaks at %s', (_, verdicts, broken) => {
    expect(pathOf({ verdicts }).broken).toBe(broken);
  });

  test('breaks at the distribution when there is none', () => {
    const path = pathOf({ observed: { distribution: ABSENT }, verdicts: [verdict('EDGE-14', 'drift')] });

    expect(path).toMatchObject({ broken: 'distribution' });
    expect(path).not.toHaveProperty('distribution');
  });

  test('breaks where it was refused when there is no distribution yet', () => {
    const refusal: Refusal = { rule: 'EDGE-14', detail: 'the records lead somewhere else' };
    const path = pathOf({ observed: { distribution: ABSENT } }, DRIFT, [refusal]);

    expect(path.broken).toBe('dns');
  });

  test('breaks at the distribution that belongs to somebody else', () => {
    expect(pathOf({}, DRIFT, [{ rule: 'ownership', detail: 'x' }]).broken).toBe('distribution');
  });

  test('breaks nowhere because a guard stopped the run', () => {
    expect(pathOf({}, DRIFT, [{ rule: 'guard', detail: 'x' }])).not.toHaveProperty('broken');
  });

  test('breaks where the proof failed', () => {
    const observed = { proof: present(proof({ results: [{ ...CHECK, check: 'headers', verdict: 'fail' }] })) };

    expect(pathOf({ observed }).broken).toBe('api');
  });

  test('breaks nowhere once the edge is in sync', () => {
    expect(pathOf({ verdicts: [verdict('EDGE-01', 'fixed')] }, { kind: 'in-sync' })).not.toHaveProperty('broken');
  });

  test('takes what could not be read for neither there nor missing', () => {
    const path = pathOf({ observed: { aliasRecords: unreadable(DENIED), apiDomains: unreadable(DENIED) } });

    expect(path.notChecked).toEqual(['dns', 'api']);
    expect(path).not.toHaveProperty('dns');
  });

  test('is not checked where a rule has no word', () => {
    expect(pathOf({ verdicts: [verdict('EDGE-04', 'not-checked')] }).notChecked).toEqual(['distribution']);
  });
});

const CHECK = { check: 'answer', at: '203.0.113.7', verdict: 'pass', expected: '200', received: '403' } as const;

function proof(facts: Partial<Proof> = {}): Proof {
  return {
    distributionId: 'E1',
    etag: 'E',
    takenAt: '2026-11-20T06:00:00.000Z',
    through: 'edge',
    addresses: ['203.0.113.7'],
    requests: 24,
    passes: 0,
    results: [CHECK],
    ...facts,
  };
}

describe('the proof', () => {
  const proofOf = (observed: EdgeFacts['observed']) => toEdgeReport(edgeLook(DRIFT, { observed })).proof;

  test('is left out where nobody tried', () => {
    expect(proofOf({})).toBeUndefined();
  });

  test('tells each check that did not pass', () => {
    const failed = { ...CHECK, verdict: 'fail' } as const;

    expect(proofOf({ proof: present(proof({ results: [CHECK, failed] })) })).toEqual({
      kind: 'taken',
      takenAt: '2026-11-20T06:00:00.000Z',
      through: 'edge',
      passed: false,
      requests: 24,
      failed: [failed],
    });
  });

  test('that the network did not allow has shown nothing', () => {
    expect(proofOf({ proof: unreadable(DENIED) })).toEqual({
      kind: 'not-possible',
      why: 'CloudFront ListDistributions: AccessDenied: no',
    });
  });
});
