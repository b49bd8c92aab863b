import type { Distribution } from '../../../functions/reconciler/model/distribution.ts';
import { present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import type { Plan } from '../../../functions/reconciler/model/plan.ts';
import type { CheckResult, Proof } from '../../../functions/reconciler/model/proof.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { memoryOf, memoryToTag } from '../../../functions/reconciler/plan/name-memory.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import { behavior, distribution, finishedEdge, fronted, ownDistribution } from '../../support/distribution-builders.ts';
import {
  API,
  accessDenied,
  aliasRecord,
  aliasRecords,
  CLOUDFRONT,
  desiredEdge,
  NOW,
  name,
  REGIONAL,
  valueRecord,
} from '../../support/edge-builders.ts';
import { planOf, SETTINGS, stepLines } from '../../support/plan-of.ts';

const AT_API = aliasRecords([aliasRecord('A', REGIONAL)]);
const AT_EDGE = aliasRecords([aliasRecord('A', CLOUDFRONT), aliasRecord('AAAA', CLOUDFRONT)]);
const FAILED: CheckResult = { check: 'answer', at: '203.0.113.1', verdict: 'fail', expected: '200', received: '403' };

function edgeWith(tags: Record<string, string>, facts: Partial<ObservedEdge>): ObservedEdge {
  const own = ownDistribution();
  const made: Distribution = { ...own, tags: { ...own.tags, ...tags } };
  return finishedEdge(made, facts);
}

function proofOf({ etag, id }: Distribution, facts: Partial<Proof> = {}) {
  return present<Proof>({
    distributionId: id,
    etag: etag ?? '',
    takenAt: NOW,
    through: 'edge',
    addresses: ['203.0.113.1'],
    requests: 64,
    passes: 2,
    results: [],
    ...facts,
  });
}

function planProving(observed: ObservedEdge): Plan {
  return planEdge({ kind: 'wanted', edge: desiredEdge() }, observed, { ...SETTINGS, proves: true });
}

function recordSteps(plan: Plan): readonly string[] {
  return stepLines(plan).filter((line) => /alias records|proof|callers|tag/.test(line));
}

const OWN = ownDistribution();

describe('records that may move', () => {
  test('wait for a proof of this very distribution, and nothing is written before', () => {
    const plan = planProving(edgeWith({}, { aliasRecords: present(AT_API) }));

    expect(recordSteps(plan)).toEqual([
      expect.stringMatching(
        /^1\. update alias records .* after: proof of distribution E1 on the name api\.example\.com$/,
      ),
    ]);
    expect(plan.toProve).toMatchObject({
      through: 'edge',
      subject: { distributionId: 'E1', etag: OWN.etag, apiDomainName: REGIONAL },
    });
  });

  test('move with a proof that passed, and until when callers follow is remembered first', () => {
    const plan = planProving(edgeWith({}, { aliasRecords: present(AT_API), proof: proofOf(OWN) }));

    expect(plan.toProve).toBeUndefined();
    const [tag] = plan.steps;
    expect(tag).toMatchObject({ action: 'tag', set: { [TAG.cutOver]: 'in 60' } });
    expect(plan.steps.at(-1)).toMatchObject({ part: 'alias-records', action: 'update', state: { kind: 'ready' } });
  });

  test('are waited for as long as the records before them may be remembered', () => {
    const cname = present(aliasRecords([valueRecord('CNAME', 86_400, REGIONAL)]));

    const [tag] = planProving(edgeWith({}, { aliasRecords: cname, proof: proofOf(OWN) })).steps;

    expect(tag).toMatchObject({ set: { [TAG.cutOver]: 'in 300' } });
  });

  test.each([
    ['of another ETag', { etag: 'EARLIER' }],
    ['of another distribution', { distributionId: 'E9' }],
    ['through DNS', { through: 'dns' as const }],
  ])('are not moved by a proof %s', (_, facts) => {
    const plan = planProving(edgeWith({}, { aliasRecords: present(AT_API), proof: proofOf(OWN, facts) }));

    expect(plan.toProve).toBeDefined();
    expect(plan.steps.filter(({ state }) => state.kind === 'ready')).toEqual([]);
  });

  test('are refused by a proof that failed, by the rule that it points to', () => {
    const failed = proofOf(OWN, { passes: 0, results: [FAILED, { ...FAILED, at: '203.0.113.2' }] });

    const plan = planProving(edgeWith({}, { aliasRecords: present(AT_API), proof: failed }));

    expect(plan.steps).toEqual([]);
    expect(plan.refusals).toEqual([
      { rule: 'EDGE-07', detail: expect.stringContaining('answer at 203.0.113.1: expected 200, got 403') },
    ]);
  });

  test('are refused when only the last round passed', () => {
    const plan = planProving(edgeWith({}, { aliasRecords: present(AT_API), proof: proofOf(OWN, { passes: 1 }) }));

    expect(plan.steps).toEqual([]);
    expect(plan.refusals).toEqual([
      { rule: 'EDGE-14', detail: expect.stringContaining('only 1 of 2 rounds in a row passed') },
    ]);
  });

  test('move as before where nobody proves', () => {
    const plan = planEdge(
      { kind: 'wanted', edge: desiredEdge() },
      edgeWith({}, { aliasRecords: present(AT_API) }),
      SETTINGS,
    );

    expect(plan.toProve).toBeUndefined();
    expect(plan.steps.at(-1)).toMatchObject({ part: 'alias-records', state: { kind: 'ready' } });
  });
});

describe('records that have moved', () => {
  const moved = (cutOver: string, facts: Partial<ObservedEdge> = {}) =>
    planProving(
      edgeWith({ [TAG.cutOver]: cutOver, [TAG.dnsBefore]: 'alias A' }, { aliasRecords: present(AT_EDGE), ...facts }),
    );

  test.each([
    ['the change is INSYNC', { [TAG.dnsChange]: 'C1' }, '2026-11-20T12:01:00.000Z'],
    ['nobody knows the change any more', {}, '2026-11-20T12:02:00.000Z'],
  ])('are used by callers a minute after %s', (_, tags, until) => {
    const lastChange = TAG.dnsChange in tags ? 'INSYNC' : 'none';
    const edge = edgeWith({ [TAG.cutOver]: 'in 60', ...tags }, { aliasRecords: present({ ...AT_EDGE, lastChange }) });
    const plan = planProving(edge);

    expect(plan.steps[0]).toMatchObject({ action: 'tag', set: { [TAG.cutOver]: until } });
    expect(plan.toProve).toBeUndefined();
  });

  test('are left alone until callers use them', () => {
    const plan = moved('2026-11-20T12:01:00.000Z');

    expect(plan.steps).toMatchObject([{ action: 'wait', state: { kind: 'waiting', retryAfterSeconds: 60 } }]);
    expect(plan.toProve).toBeUndefined();
  });

  test('are proven through DNS then', () => {
    expect(moved('2026-11-20T11:59:00.000Z').toProve).toMatchObject({ through: 'dns' });
  });

  test('are done with when that passes', () => {
    const plan = moved('2026-11-20T11:59:00.000Z', { proof: proofOf(OWN, { through: 'dns' }) });

    expect(plan.steps).toMatchObject([{ action: 'tag', remove: [TAG.cutOver] }]);
  });

  test('go back when it fails, which is remembered first', () => {
    const plan = moved('2026-11-20T11:59:00.000Z', {
      proof: proofOf(OWN, { through: 'dns', passes: 0, results: [FAILED] }),
    });

    expect(plan.steps[0]).toMatchObject({ action: 'tag', set: { [TAG.cutOver]: 'failed: answer' } });
    expect(plan.steps[1]).toMatchObject({ part: 'alias-records', action: 'update' });
  });

  test('go back after a crash in between too, and are never moved again by that', () => {
    const back = moved('failed: answer');
    const held = planProving(
      edgeWith({ [TAG.cutOver]: 'failed: answer', [TAG.dnsBefore]: 'alias A' }, { aliasRecords: present(AT_API) }),
    );

    expect(back.steps.at(-1)).toMatchObject({ part: 'alias-records', action: 'update' });
    expect(held.steps).toMatchObject([
      { action: 'tag', set: { [TAG.held]: 'proof through DNS failed: answer' }, remove: [TAG.cutOver] },
    ]);
  });

  test('go back before anything is corrected', () => {
    const drifted = ownDistribution({ comment: '', defaultCacheBehavior: behavior() });
    const tags = { ...drifted.tags, [TAG.cutOver]: 'failed: answer' };

    const plan = planProving(finishedEdge({ ...drifted, tags }, { aliasRecords: present(AT_EDGE) }));

    expect(plan.steps).toMatchObject([{ part: 'alias-records', action: 'update', state: { kind: 'ready' } }]);
  });

  test.each([
    ['failed: answer', { part: 'alias-records', action: 'update' }],
    ['in 60', { action: 'tag', set: { [TAG.cutOver]: '2026-11-20T12:02:00.000Z' } }],
    ['2026-11-20T11:59:00.000Z', { action: 'tag', remove: [TAG.cutOver] }],
  ])('are unfinished for a look that tries nothing too: %s', (cutOver, step) => {
    const edge = edgeWith({ [TAG.cutOver]: cutOver }, { aliasRecords: present(AT_EDGE) });

    expect(planOf(edge).steps).toMatchObject([step]);
  });

  test.each(['a correction failed its proof: answer', 'a correction failed its proof and was undone: answer'])(
    'go back from an edge that is held: %s',
    (held) => {
      const tags = { [TAG.held]: held, [TAG.dnsBefore]: 'alias A' };
      const at = { aliasRecords: present(AT_EDGE) };
      const failing = proofOf(OWN, { through: 'dns', passes: 0, results: [FAILED] });

      const begun = planProving(edgeWith({ ...tags, [TAG.cutOver]: 'failed: answer' }, at));
      const found = planProving(
        edgeWith({ ...tags, [TAG.cutOver]: '2026-11-20T11:59:00.000Z' }, { ...at, proof: failing }),
      );

      for (const { steps, refusals, notes } of [begun, found]) {
        expect(refusals).toEqual([]);
        expect(steps.at(-1)).toMatchObject({ part: 'alias-records', action: 'update', state: { kind: 'ready' } });
        expect(notes).toContainEqual(expect.stringContaining('go back to what they were'));
      }
    },
  );

  test.each(['report', 'off'] as const)('go back, and are proven, whatever the mode of EDGE-14 is now: %s', (mode) => {
    const at = { aliasRecords: present(AT_EDGE) };
    const planned = (cutOver: string) =>
      planEdge({ kind: 'wanted', edge: desiredEdge() }, edgeWith({ [TAG.cutOver]: cutOver }, at), {
        ...SETTINGS,
        proves: true,
        rules: { 'EDGE-14': mode },
      });

    expect(planned('failed: answer').steps.at(-1)).toMatchObject({ part: 'alias-records', action: 'update' });
    expect(planned('2026-11-20T11:59:00.000Z').toProve).toMatchObject({ through: 'dns' });
  });

  test('are still to be proven when it was another proof that could not be had', () => {
    const tags = { [TAG.cutOver]: '2026-11-20T11:59:00.000Z', [TAG.baseline]: 'EARLIER ok' };
    const proof = unreadable(accessDenied('Proof', 'Connect'));

    const plan = planProving(edgeWith(tags, { aliasRecords: present(AT_EDGE), proof, proofThrough: 'edge' }));

    expect(plan.steps.filter(({ state }) => state.kind === 'ready')).toMatchObject([{ remove: [TAG.baseline] }]);
    expect(plan.toProve).toMatchObject({ through: 'dns' });
  });

  test('stay, unproven, when only the last round passed', () => {
    const plan = moved('2026-11-20T11:59:00.000Z', { proof: proofOf(OWN, { through: 'dns', passes: 1 }) });

    expect(plan.steps).toEqual([]);
    expect(plan.notes).toContainEqual(expect.stringContaining('only 1 of 2 rounds in a row passed'));
  });

  test('go back also when something about the distribution cannot be judged', () => {
    const unjudged = fronted(
      { ...OWN, tags: { ...OWN.tags, [TAG.cutOver]: 'failed: answer' } },
      { aliasRecords: present(AT_EDGE) },
    );

    expect(planProving(unjudged).steps.at(-1)).toMatchObject({ part: 'alias-records', action: 'update' });
  });
});

describe('a distribution of nobody, which carries several names', () => {
  const OTHER = name('b.example.com');
  const shared = (tags: Record<string, string>, facts: Partial<ObservedEdge>) =>
    fronted(distribution({ ...OWN.settings, alternateDomainNames: [API, OTHER] }, { tags }), {
      headerPolicies: finishedEdge().headerPolicies,
      ...facts,
    });

  test('remembers whose cut-over it is, and what that name held before', () => {
    const { steps } = planProving(shared({}, { aliasRecords: present(AT_API), proof: proofOf(OWN) }));

    expect(steps.filter(({ action }) => action === 'tag')).toMatchObject([
      { set: { [TAG.cutOver]: 'in 60 for api.example.com' } },
      { set: { [TAG.dnsBefore]: 'alias A for api.example.com' } },
    ]);
  });

  test.each(['failed: answer', 'in 60', '2026-11-20T11:59:00.000Z'])(
    'leaves the records of one name where they are when another one has %s',
    (cutOver) => {
      const tags = { [TAG.cutOver]: `${cutOver} for b.example.com`, [TAG.dnsBefore]: 'cname 300 for b.example.com' };

      expect(planProving(shared(tags, { aliasRecords: present(AT_EDGE) })).steps).toEqual([]);
    },
  );

  test('takes back the records of the name that failed, to what that name held', () => {
    const tags = {
      [TAG.cutOver]: 'failed: answer for api.example.com',
      [TAG.dnsBefore]: 'cname 77 for api.example.com',
    };

    expect(planProving(shared(tags, { aliasRecords: present(AT_EDGE) })).steps).toMatchObject([
      { part: 'alias-records', action: 'update', create: [{ type: 'CNAME', target: { ttlSeconds: 77 } }] },
    ]);
  });

  test.each([
    ['who proves', planProving],
    ['who tries nothing', planOf],
  ])('moves one name after the other, for one %s', (_, plan) => {
    const tags = { [TAG.cutOver]: 'in 60 for b.example.com' };

    const { steps } = plan(shared(tags, { aliasRecords: present(AT_API), proof: proofOf(OWN) }));

    expect(steps).toMatchObject([{ part: 'alias-records', action: 'wait', state: { kind: 'waiting' } }]);
  });

  test('remembers a long name in short, so that the value fits into a tag', () => {
    const long = name(`${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example.com`);
    const value = memoryToTag({}, long, 'alias A AAAA');

    expect(value.length).toBeLessThan(60);
    expect(memoryOf({ [TAG.dnsBefore]: value }, TAG.dnsBefore, long)).toBe('alias A AAAA');
    expect(memoryOf({ [TAG.dnsBefore]: value }, TAG.dnsBefore, API)).toBeUndefined();
  });
});
