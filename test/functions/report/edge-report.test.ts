import { present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { Outcome } from '../../../functions/reconciler/model/outcome.ts';
import { toEdgeReport } from '../../../functions/report/edge-report.ts';
import { distribution } from '../../support/distribution-builders.ts';
import {
  DENIED,
  distributionWith,
  type EdgeFacts,
  edgeLook,
  failureOf,
  step,
  verdict,
} from '../drift-remediator/account-look.ts';

const UPDATE = step('distribution E1 to be updated');
const WRITE_DENIED = failureOf('CloudFront', 'UpdateDistribution', 'AccessDenied');

describe('the result of an edge', () => {
  test.each<[string, string, Outcome, EdgeFacts]>([
    ['in-sync', 'in sync', { kind: 'in-sync' }, {}],
    ['fixed', 'fixed: wait for distribution E1 to be updated', { kind: 'in-sync' }, { applied: [UPDATE] }],
    ['drift', 'drift: 1 step planned', { kind: 'drift', steps: [UPDATE] }, { steps: [UPDATE] }],
    [
      'waiting',
      'waiting for distribution E1 to be Deployed',
      { kind: 'waiting', for: 'distribution E1 to be Deployed', retryAfterSeconds: 30 },
      {},
    ],
    [
      'waiting',
      'time ran out after: wait for distribution E1 to be updated; the next look goes on from there',
      { kind: 'applied', steps: [UPDATE] },
      { applied: [UPDATE] },
    ],
    [
      'refused',
      'refused: EDGE-17: is private',
      { kind: 'refused', refusals: [{ rule: 'EDGE-17', detail: 'is private' }] },
      {},
    ],
    ['not-checked', 'not checked: EDGE-14 x', { kind: 'not-checked', details: ['EDGE-14 x'] }, {}],
    [
      'not-checked',
      'not checked: CloudFront ListDistributions: AccessDenied: no',
      { kind: 'failed', failure: DENIED, applied: [] },
      { observed: { distribution: unreadable(DENIED) } },
    ],
    [
      'failed',
      'failed: CloudFront UpdateDistribution: AccessDenied: no',
      { kind: 'failed', failure: WRITE_DENIED, applied: [] },
      { observed: { headerPolicies: unreadable(DENIED) } },
    ],
  ])('is %s: %s', (result, text, outcome, facts) => {
    expect(toEdgeReport(edgeLook(outcome, facts))).toMatchObject({ result, text });
  });
});

describe('an edge of which something could not be read', () => {
  test.each<[string, EdgeFacts['observed']]>([
    ['its API domains', { apiDomains: unreadable(DENIED) }],
    ['its certificates', { certificates: unreadable(DENIED) }],
    ['certificates that were requested for it', { requestedCertificates: unreadable(DENIED) }],
    ['the secret of its origin', { originSecret: unreadable(DENIED) }],
    ['its pricing plan', { distribution: present(distribution({}, { pricingPlan: unreadable(DENIED) })) }],
    ['its records', { aliasRecords: unreadable(DENIED) }],
  ])('is not checked, and did not fail: %s', (_, observed) => {
    const look = edgeLook({ kind: 'failed', failure: DENIED, applied: [] }, { observed });

    expect(toEdgeReport(look).result).toBe('not-checked');
  });
});

describe('the report of an edge', () => {
  test('counts what passes and shows what does not', () => {
    const drift = verdict('EDGE-01', 'drift', { before: 'allow-all', after: 'redirect-to-https' });
    const look = edgeLook(
      { kind: 'drift', steps: [UPDATE] },
      { verdicts: [verdict('EDGE-02', 'pass'), drift, verdict('EDGE-03', 'pass')], steps: [UPDATE] },
    );

    const report = toEdgeReport(look);

    expect(report).toMatchObject({
      domain: 'api.example.com',
      passed: 2,
      verdicts: [drift],
      applied: [],
      planned: ['wait for distribution E1 to be updated'],
    });
  });

  test('does not plan what was just applied', () => {
    const next = step('cached objects to be invalidated');
    const look = edgeLook({ kind: 'applied', steps: [UPDATE] }, { applied: [UPDATE], steps: [UPDATE, next] });

    expect(toEdgeReport(look)).toMatchObject({
      applied: ['wait for distribution E1 to be updated'],
      planned: ['wait for cached objects to be invalidated'],
    });
  });

  test('holds no tags but our own and nothing of the configuration', () => {
    const tags = { 'secure-api-edge:owner': 'remediator', 'api-token': 'hunter2', 'secure-api-edge:mine': 'hunter2' };

    const report = toEdgeReport(edgeLook({ kind: 'in-sync' }, { observed: { distribution: distributionWith(tags) } }));

    expect(report.path.distribution?.tags).toEqual({ 'secure-api-edge:owner': 'remediator' });
    expect(JSON.stringify(report)).not.toContain('hunter2');
  });
});
