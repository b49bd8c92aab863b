import type { Outcome } from '../../../functions/reconciler/model/outcome.ts';
import type { FieldValue, Verdict } from '../../../functions/reconciler/model/plan.ts';
import { describeOutcome, renderChange, renderPlan, renderVerdict } from '../../../functions/reconciler/plan/render.ts';
import { finishedEdge, ownDistribution } from '../../support/distribution-builders.ts';
import { accessDenied, observedEdge } from '../../support/edge-builders.ts';
import { planOf } from '../../support/plan-of.ts';

describe('a change', () => {
  test.each<[FieldValue, FieldValue, string]>([
    ['allow-all', 'https-only', 'Setting: allow-all → https-only   (EDGE-01)'],
    [undefined, 0, 'Setting = 0   (EDGE-01)'],
    ['ours', undefined, 'Setting: ours → (not set)   (EDGE-01)'],
    [['a', 'b'], [], 'Setting: a, b → (none)   (EDGE-01)'],
    [false, true, 'Setting: false → true   (EDGE-01)'],
  ])('from %j to %j', (before, after, text) => {
    expect(renderChange({ path: 'Setting', before, after, because: ['EDGE-01'] })).toBe(text);
  });
});

describe('a verdict', () => {
  const verdict: Verdict = {
    rule: 'EDGE-01',
    verdict: 'drift',
    subject: 'DefaultCacheBehavior.ViewerProtocolPolicy',
    before: 'allow-all',
    after: 'redirect-to-https',
    detail: undefined,
  };

  test.each<[string, Partial<Verdict>, string]>([
    [
      'a drift shows both values',
      {},
      'drift       DefaultCacheBehavior.ViewerProtocolPolicy: allow-all → redirect-to-https',
    ],
    ['a pass shows the one', { verdict: 'pass' }, 'pass        DefaultCacheBehavior.ViewerProtocolPolicy: allow-all'],
    ['a detail says it all', { detail: 'why' }, 'drift       DefaultCacheBehavior.ViewerProtocolPolicy: why'],
  ])('%s', (_, facts, text) => {
    expect(renderVerdict({ ...verdict, ...facts })).toBe(`EDGE-01 ${text}`);
  });
});

describe('an outcome', () => {
  const { steps } = planOf(finishedEdge(ownDistribution({ enabled: false })));

  test.each<[Outcome, string]>([
    [{ kind: 'in-sync' }, 'in sync'],
    [{ kind: 'applied', steps }, 'update distribution E1'],
    [{ kind: 'drift', steps }, 'drift: 1 step planned'],
    [{ kind: 'not-checked', details: ['EDGE-02 one', 'EDGE-14 two'] }, 'not checked: EDGE-02 one; EDGE-14 two'],
    [{ kind: 'refused', refusals: [{ rule: 'guard', detail: 'too many' }] }, 'refused: guard: too many'],
    [
      { kind: 'failed', failure: accessDenied('CloudFront', 'UpdateDistribution'), applied: [] },
      'failed: CloudFront UpdateDistribution: AccessDenied: not authorized',
    ],
  ])('%j', (outcome, text) => {
    expect(describeOutcome(outcome)).toBe(text);
  });
});

describe('a plan', () => {
  test('never looks clean when something was not checked', () => {
    const plan = planOf(finishedEdge(undefined, { aliasRecords: { kind: 'absent' } }));

    expect(renderPlan(plan)).toContain('\n  not checked EDGE-14: public hosted zone for api.example.com');
    expect(renderPlan(plan)).not.toContain('in sync');
  });

  test('never looks clean when something was refused', () => {
    const plan = planOf(observedEdge({ aliasRecords: { kind: 'absent' } }));

    expect(renderPlan(plan)).toContain('\n  refused EDGE-14: public hosted zone for api.example.com');
    expect(renderPlan(plan)).not.toContain('in sync');
  });
});
