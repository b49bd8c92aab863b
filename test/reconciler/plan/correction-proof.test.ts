import type { Updated } from '../../../functions/reconciler/model/look.ts';
import { present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import type { Plan } from '../../../functions/reconciler/model/plan.ts';
import type { CheckResult, Proof } from '../../../functions/reconciler/model/proof.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import { behavior, finishedEdge, OWN_POLICY, ownDistribution, policies } from '../../support/distribution-builders.ts';
import { accessDenied, desiredEdge, NOW } from '../../support/edge-builders.ts';
import { planOf, SETTINGS } from '../../support/plan-of.ts';

const DRIFTED = ownDistribution({
  defaultCacheBehavior: behavior({
    viewerProtocolPolicy: 'allow-all',
    forwarding: policies({ originRequestPolicyId: OWN_POLICY.id }),
  }),
});
const OWN = ownDistribution();
const FAILED: CheckResult = { check: 'answer', at: '203.0.113.1', verdict: 'fail', expected: '200', received: '502' };
const CHANGE = { path: 'Comment', before: 'before', after: 'after', because: ['asked-for'] } as const;
const UPDATED: Updated = { distributionId: 'E1', etag: OWN.etag!, changes: [CHANGE] };

function proof(facts: Partial<Proof> = {}) {
  const taken = {
    takenAt: NOW,
    through: 'edge',
    addresses: ['203.0.113.1'],
    requests: 64,
    passes: 2,
    results: [],
  } as const;
  return present<Proof>({ distributionId: 'E1', etag: OWN.etag!, ...taken, ...facts });
}

const REGRESSED = proof({ passes: 0, results: [FAILED] });

function planWith(edge: ObservedEdge, updated?: Updated): Plan {
  return planEdge({ kind: 'wanted', edge: desiredEdge() }, edge, {
    ...SETTINGS,
    proves: true,
    ...(updated && { updated }),
  });
}

function corrected(baseline: string, facts: Partial<ObservedEdge> = {}): ObservedEdge {
  return finishedEdge({ ...OWN, tags: { ...OWN.tags, [TAG.baseline]: baseline } }, facts);
}

describe('before a correction', () => {
  test('the edge is tried, and nothing is written until then', () => {
    const plan = planWith(finishedEdge(DRIFTED));

    expect(plan.toProve).toMatchObject({ through: 'edge', subject: { etag: DRIFTED.etag } });
    expect(plan.steps.filter(({ state }) => state.kind === 'ready')).toEqual([]);
  });

  test.each([
    ['that passed', proof(), 'ok'],
    ['that failed already', REGRESSED, 'answer'],
    ['that could not be had', unreadable(accessDenied('Proof', 'Connect')), 'not-proven'],
  ])('a proof %s is remembered, and the correction goes on', (_, taken, word) => {
    const { steps } = planWith(finishedEdge(DRIFTED, { proof: taken }));

    expect(steps[0]).toMatchObject({ action: 'tag', set: { [TAG.baseline]: `${DRIFTED.etag} ${word}` } });
    expect(
      steps.some(({ part, action, state }) => part === 'distribution' && action === 'update' && state.kind === 'ready'),
    ).toBe(true);
  });
});

test('a baseline that was not judged yet counts for the next correction too', () => {
  const drifted = { ...DRIFTED, tags: { ...DRIFTED.tags, [TAG.baseline]: 'EARLIER ok' } };

  const { steps, toProve } = planWith(finishedEdge(drifted, { proof: REGRESSED }));

  expect(toProve).toBeUndefined();
  expect(steps.flatMap(({ changes }) => changes).map(({ path }) => path)).not.toContain(`Tags[${TAG.baseline}]`);
});

describe('a proof of which only the last round passed', () => {
  const ONE_ROUND = proof({ passes: 1 });

  test('is no baseline', () => {
    const [remember] = planWith(finishedEdge(DRIFTED, { proof: ONE_ROUND })).steps;

    expect(remember).toMatchObject({ set: { [TAG.baseline]: `${DRIFTED.etag} not-proven` } });
  });

  test('undoes nothing and ends nothing', () => {
    const plan = planWith(corrected('EARLIER ok', { proof: ONE_ROUND }), UPDATED);

    expect(plan.steps).toEqual([]);
    expect(plan.notes).toContainEqual(expect.stringContaining('only 1 of 2 rounds in a row passed'));
  });
});

test.each([
  ['EARLIER ok', {}],
  ['regressed: answer', { [TAG.held]: 'a correction failed its proof: answer' }],
  ['undone: EARLIER answer', { [TAG.held]: 'a correction failed its proof: answer' }],
])('a look that tries nothing still shows what is unfinished: %s', (baseline, set) => {
  expect(planOf(corrected(baseline)).steps).toMatchObject([{ action: 'tag', set, remove: [TAG.baseline] }]);
});

describe('after a correction', () => {
  test('the edge is tried again', () => {
    expect(planWith(corrected('EARLIER ok')).toProve).toMatchObject({ through: 'edge', subject: { etag: OWN.etag } });
  });

  test.each([
    ['nothing fails', 'EARLIER ok', proof()],
    ['nothing fails that passed before', 'EARLIER answer', REGRESSED],
    ['nobody could try before', 'EARLIER not-proven', REGRESSED],
    ['nobody can try now', 'EARLIER ok', unreadable(accessDenied('Proof', 'Connect'))],
  ])('it is over when %s', (_, baseline, taken) => {
    expect(planWith(corrected(baseline, { proof: taken })).steps).toMatchObject([
      { action: 'tag', remove: [TAG.baseline] },
    ]);
  });

  test('what fails now and passed before is told, and remembered', () => {
    const plan = planWith(corrected('EARLIER ok', { proof: REGRESSED }));

    expect(plan.steps).toMatchObject([{ action: 'tag', set: { [TAG.baseline]: 'regressed: answer' } }]);
    expect(plan.notes).toContainEqual(
      expect.stringContaining('made it worse: answer at 203.0.113.1: expected 200, got 502'),
    );
  });
});

describe('a correction that made something worse', () => {
  test('is undone where it was the last change', () => {
    const { steps } = planWith(corrected('regressed: answer'), UPDATED);

    expect(steps[0]).toMatchObject({ action: 'tag', set: { [TAG.baseline]: `undone: ${OWN.etag} answer` } });
    expect(steps[1]).toMatchObject({
      action: 'update',
      changes: [{ path: 'Comment', before: 'after', after: 'before' }],
    });
  });

  test.each<[string, string, Updated | undefined]>([
    ['somebody changed it since', 'regressed: answer', { ...UPDATED, etag: 'ANOTHER' }],
    ['nobody remembers what was changed', 'regressed: answer', undefined],
    [
      'what was there before is not known in full',
      'regressed: answer',
      { ...UPDATED, changes: [{ ...CHANGE, path: 'ViewerCertificate.ACMCertificateArn' }] },
    ],
    ['somebody wrote since its undoing began', 'undone: EARLIER answer', undefined],
  ])('is held when %s', (_, baseline, updated) => {
    expect(planWith(corrected(baseline), updated).steps).toMatchObject([
      { action: 'tag', set: { [TAG.held]: 'a correction failed its proof: answer' }, remove: [TAG.baseline] },
    ]);
  });

  test('is held when it was undone, and that is told', () => {
    expect(planWith(corrected('undone: EARLIER answer'), UPDATED).steps).toMatchObject([
      { action: 'tag', set: { [TAG.held]: 'a correction failed its proof and was undone: answer' } },
    ]);
  });

  test('is undone again when the undoing never arrived', () => {
    const { steps } = planWith(corrected(`undone: ${OWN.etag} answer`), UPDATED);

    expect(steps).toMatchObject([{ part: 'distribution', action: 'update', changes: [{ after: 'before' }] }]);
  });
});
