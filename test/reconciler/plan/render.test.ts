import type { Outcome } from '../../../functions/reconciler/model/outcome.ts';
import type { FieldValue } from '../../../functions/reconciler/model/plan.ts';
import { describeOutcome, renderValue } from '../../../functions/reconciler/plan/render.ts';
import { finishedEdge, ownDistribution } from '../../support/distribution-builders.ts';
import { accessDenied } from '../../support/edge-builders.ts';
import { planOf } from '../../support/plan-of.ts';

describe('a value', () => {
  test.each<[FieldValue, string]>([
    ['allow-all', 'allow-all'],
    [0, '0'],
    [undefined, '(not set)'],
    [['a', 'b'], 'a, b'],
    [[], '(none)'],
    ['A alias the-new-distribution.cloudfront.net', 'A alias (the new distribution)'],
  ])('%j', (value, text) => {
    expect(renderValue(value)).toBe(text);
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
