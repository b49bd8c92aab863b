import fc from 'fast-check';
import type { DesiredEdge, Hsts } from '../../../functions/reconciler/model/edge.ts';
import type { EdgeTarget } from '../../../functions/reconciler/model/look.ts';
import { mapObserved, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import { type Plan, readyPrefix } from '../../../functions/reconciler/model/plan.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { isDueHstsStep, RAMP } from '../../../functions/reconciler/plan/hsts-stage.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import { behavior, distribution, fronted } from '../../support/distribution-builders.ts';
import { accessDenied, desiredEdge, observedEdge } from '../../support/edge-builders.ts';
import { changeLines, planOf, SETTINGS, stepLines, verdictLines } from '../../support/plan-of.ts';
import { applied, playUntilSettled } from '../../support/played-edge.ts';

const DAY = 86_400;
const WEEK = 7 * DAY;
const RAMPING: Hsts = { kind: 'ramp', intervalSeconds: WEEK, includeSubdomains: false, preload: false };
const BRAKE: Hsts = { kind: 'brake' };
const AGES: readonly number[] = RAMP.map(({ maxAgeSeconds }) => maxAgeSeconds);

describe('the ramp', () => {
  test('begins with five minutes, from the first moment of a new edge', () => {
    const made = settled(RAMPING, observedEdge());

    expect(servedAge(made)).toBe(300);
    expect(tagsOf(made)).toMatchObject({ [TAG.hstsStep]: '1', [TAG.hstsSince]: made.now });
  });

  test('counts from when the edge is in sync, not from when the distribution was made', () => {
    const looks = playUntilSettled(wantedWith(RAMPING), observedEdge());

    const begun = looks.filter(({ observed }) => tagsOf(observed)[TAG.hstsSince] !== undefined);
    expect(stepLines(begun[0]!.plan)).toEqual([]);
    expect(looks.at(-begun.length - 1)!.plan.steps.map((step) => step.changes.map(({ path }) => path))).toEqual([
      [`Tags[${TAG.hstsSince}]`],
    ]);
  });

  test.each([
    ['no time', 0, 300],
    ['one second less than the interval', WEEK - 1, 300],
    ['the interval', WEEK, 86_400],
    ['a hundred days', 100 * DAY, 86_400],
  ])('after %s serves the next step, and never skips one', (_, seconds, age) => {
    const made = settled(RAMPING, observedEdge());

    expect(servedAge(settled(RAMPING, later(made, seconds)))).toBe(age);
  });

  test('goes through all steps and stays at the last', () => {
    let edge = settled(RAMPING, observedEdge());
    const served = [servedAge(edge)];

    for (let interval = 1; interval <= 6; interval += 1) {
      edge = settled(RAMPING, later(edge, WEEK));
      served.push(servedAge(edge));
    }

    expect(served).toEqual([300, 86_400, 604_800, 2_592_000, 31_536_000, 31_536_000, 31_536_000]);
  });

  test('shows a due step as what callers are told', () => {
    const plan = planAfter(WEEK);

    expect(verdictLines(plan, 'EDGE-13')).toEqual([
      'EDGE-13 drift DefaultCacheBehavior.ResponseHeadersPolicyId: max-age=300 → max-age=86400',
    ]);
    expect(stepLines(plan)).toEqual([
      '1. tag distribution E1   [EDGE-13]   ready',
      '2. create response headers policy secure-api-edge-hsts-86400   [EDGE-13]   ready',
      '3. update distribution E1   [EDGE-13]   after: create response headers policy secure-api-edge-hsts-86400',
    ]);
  });

  test('waits as long as something else is to be corrected', () => {
    const made = later(settled(RAMPING, observedEdge()), WEEK);
    const disabled = edited(made, (settings) => ({ ...settings, enabled: false }));

    expect(changeLines(planOf(disabled, desiredEdge({ hsts: RAMPING })))).toEqual([
      'Enabled: false → true   (EDGE-04)',
    ]);
  });

  test('waits as long as something cannot be read', () => {
    const made = later(settled(RAMPING, observedEdge()), WEEK);
    const unread = { ...made, aliasRecords: unreadable(accessDenied('Route53', 'ListResourceRecordSets')) };

    expect(planOf(unread, desiredEdge({ hsts: RAMPING })).steps).toEqual([]);
  });

  test('serves a step again that was lost, and counts from then', () => {
    const made = settled(RAMPING, observedEdge());
    const detached = edited(later(made, WEEK), (settings) => ({ ...settings, defaultCacheBehavior: behavior() }));

    const repaired = settled(RAMPING, detached);

    expect(servedAge(repaired)).toBe(300);
    expect(tagsOf(repaired)).toMatchObject({ [TAG.hstsStep]: '1', [TAG.hstsSince]: repaired.now });
  });

  test("counts anew after somebody's policy took its place for a while", () => {
    const theirs = { id: 'theirs', name: 'corporate', strictTransportSecurity: undefined };
    const attach = (edge: ObservedEdge, responseHeadersPolicyId: string | undefined) =>
      edited(edge, (settings) => ({
        ...settings,
        defaultCacheBehavior: { ...settings.defaultCacheBehavior, responseHeadersPolicyId },
      }));
    const made = withPolicy(settled(RAMPING, observedEdge()), theirs);
    const replaced = settled(RAMPING, attach(later(made, DAY), 'theirs'));

    const back = settled(RAMPING, attach(later(replaced, WEEK), attachedPolicy(made)?.id));

    expect(servedAge(back)).toBe(300);
    expect(tagsOf(back)[TAG.hstsSince]).toBe(back.now);
  });

  test.each(['0', '6', '2.0', 'two', ''])('begins anew where the step was edited to %j', (step) => {
    const made = settled(RAMPING, later(settled(RAMPING, observedEdge()), WEEK));

    const edge = settled(RAMPING, tagged(made, { [TAG.hstsStep]: step }));

    expect(servedAge(edge)).toBe(300);
    expect(tagsOf(edge)[TAG.hstsStep]).toBe('1');
  });

  test('begins the time anew where it was edited into nonsense', () => {
    const made = later(settled(RAMPING, observedEdge()), WEEK);

    const edge = settled(RAMPING, tagged(made, { [TAG.hstsSince]: 'monday' }));

    expect(servedAge(edge)).toBe(300);
    expect(tagsOf(edge)[TAG.hstsSince]).toBe(edge.now);
  });

  test('promises subdomains and preload with the last step only', () => {
    const far: Hsts = { ...RAMPING, includeSubdomains: true, preload: true };
    let edge = settled(far, observedEdge());
    const promises = [policyName(edge)];
    for (let interval = 1; interval < RAMP.length; interval += 1) {
      edge = settled(far, later(edge, WEEK));
      promises.push(policyName(edge));
    }

    expect(promises).toEqual([
      'secure-api-edge-hsts-300',
      'secure-api-edge-hsts-86400',
      'secure-api-edge-hsts-604800',
      'secure-api-edge-hsts-2592000',
      'secure-api-edge-hsts-31536000-subdomains-preload',
    ]);
  });

  test.each(['report', 'off'] as const)('does not go on where EDGE-13 is on %s', (mode) => {
    const made = later(settled(RAMPING, observedEdge()), WEEK);

    const plan = planOf(made, desiredEdge({ hsts: RAMPING, rules: { 'EDGE-13': mode } }));

    expect(plan.steps.flatMap((step) => step.changes.map(({ path }) => path))).not.toContain(`Tags[${TAG.hstsStep}]`);
    expect(changeLines(plan)).toEqual([]);
  });

  test("refuses to go on from somebody's policy that happens to say the step", () => {
    const theirs = { id: 'theirs', name: 'corporate', strictTransportSecurity: { ...REACH, maxAgeSeconds: 300 } };
    const made = later(settled(RAMPING, observedEdge()), WEEK);
    const attached = edited(withPolicy(made, theirs), (settings) => ({
      ...settings,
      defaultCacheBehavior: { ...settings.defaultCacheBehavior, responseHeadersPolicyId: 'theirs' },
    }));

    const plan = planOf(attached, desiredEdge({ hsts: RAMPING }));

    expect(plan.steps).toEqual([]);
    expect(plan.refusals.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('carries response headers policy corporate, whose other headers would be lost'),
    ]);
  });

  test('takes another policy of the same content where the first serves as many distributions as it may', () => {
    const made = later(settled(RAMPING, observedEdge()), WEEK);
    const full = {
      id: 'full',
      name: 'secure-api-edge-hsts-86400',
      strictTransportSecurity: { ...REACH, maxAgeSeconds: DAY },
    };

    const plan = planOf(
      { ...withPolicy(made, full), policyUsesElsewhere: { full: 100 } },
      desiredEdge({ hsts: RAMPING }),
    );

    expect(plan.steps.map(({ target }) => target)).toContain('response headers policy secure-api-edge-hsts-86400-2');
  });
});

describe('the brake', () => {
  test('serves max-age=0 at once, whatever else is to be corrected', () => {
    const far = settled(RAMPING, later(settled(RAMPING, observedEdge()), WEEK));
    const disabled = edited(far, (settings) => ({ ...settings, enabled: false }));

    const braked = settled(BRAKE, disabled);

    expect(servedAge(braked)).toBe(0);
    expect(tagsOf(braked)).toMatchObject({
      [TAG.hsts]: 'brake',
      [TAG.hstsStep]: 'brake',
      [TAG.hstsSince]: braked.now,
      [TAG.hstsLongestAge]: '86400',
    });
  });

  test('holds however long it lasts', () => {
    const braked = settled(BRAKE, settled(RAMPING, observedEdge()));

    expect(planOf(later(braked, 1000 * DAY), desiredEdge({ hsts: BRAKE })).steps).toEqual([]);
  });

  test('lets off detach the policy, and nothing is remembered any more', () => {
    const braked = settled(BRAKE, settled(RAMPING, observedEdge()));

    const off = settled({ kind: 'off' }, braked);

    expect(servedAge(off)).toBeUndefined();
    expect(Object.keys(tagsOf(off))).not.toEqual(expect.arrayContaining([expect.stringContaining('hsts-')]));
  });

  test('is followed by a ramp from the first step', () => {
    const far = settled(RAMPING, later(settled(RAMPING, observedEdge()), WEEK));

    expect(servedAge(settled(RAMPING, settled(BRAKE, far)))).toBe(300);
  });

  test('remembers the longest of a fixed age and what came after it', () => {
    const year = settled({ kind: 'fixed', ...REACH, maxAgeSeconds: 31_536_000 }, observedEdge());
    const hour = settled({ kind: 'fixed', ...REACH, maxAgeSeconds: 3600 }, year);

    expect(tagsOf(settled(BRAKE, hour))[TAG.hstsLongestAge]).toBe('31536000');
  });
});

describe('isDueHstsStep', () => {
  test('knows a step that is due', () => {
    expect(isDueHstsStep(planAfter(WEEK))).toBe(true);
  });

  test('is no excuse for a correction, a brake or a new edge', () => {
    const made = settled(RAMPING, observedEdge());
    const detached = edited(made, (settings) => ({ ...settings, defaultCacheBehavior: behavior() }));

    const plans = [
      planOf(detached, desiredEdge({ hsts: RAMPING })),
      planOf(made, desiredEdge({ hsts: BRAKE })),
      planOf(observedEdge(), desiredEdge({ hsts: RAMPING })),
      planOf(fronted(distribution()), desiredEdge({ hsts: RAMPING })),
      planOf(tagged(made, { [TAG.hsts]: 'brake', [TAG.hstsStep]: '1' }), desiredEdge({ hsts: BRAKE })),
    ];

    expect(plans.map(isDueHstsStep)).toEqual([false, false, false, false, false]);
  });
});

describe('laws', () => {
  interface Visit {
    readonly gapSeconds: number;
    /** How many looks, and how many steps of each AWS takes before the run is cut short. */
    readonly cuts: readonly number[];
    readonly byHand: 'nothing' | 'detached' | 'disabled';
  }
  const anyVisit: fc.Arbitrary<Visit> = fc.record({
    gapSeconds: fc.oneof(fc.nat({ max: 2 * WEEK }), fc.constant(WEEK)),
    cuts: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 8 }),
    byHand: fc.constantFrom('nothing' as const, 'nothing' as const, 'detached' as const, 'disabled' as const),
  });

  test('ages only grow, step by step and not before the interval is over, whenever somebody looks and wherever it crashes', () => {
    fc.assert(
      fc.property(fc.array(anyVisit, { minLength: 1, maxLength: 25 }), (visits) => {
        const served = servedDuring(RAMPING, settled(RAMPING, observedEdge()), visits).served;

        for (const [index, { at, age }] of served.slice(1).entries()) {
          const before = served[index]!;
          const steps = AGES.indexOf(age) - AGES.indexOf(before.age);
          expect([0, 1]).toContain(steps);
          if (steps === 1) expect(at - before.at).toBeGreaterThanOrEqual(WEEK * 1000);
        }
      }),
    );
  });

  test('after the brake no age is given out any more', () => {
    fc.assert(
      fc.property(fc.array(anyVisit, { maxLength: 12 }), fc.array(anyVisit, { maxLength: 6 }), (before, after) => {
        const ramped = servedDuring(RAMPING, settled(RAMPING, observedEdge()), before).edge;
        const braked = settled(BRAKE, ramped);

        const { served, edge } = servedDuring(BRAKE, braked, after);

        expect(served.map(({ age }) => age)).toEqual(served.map(() => 0));
        expect(servedAge(settled(BRAKE, edge))).toBe(0);
      }),
    );
  });

  test('a second look is empty', () => {
    fc.assert(
      fc.property(fc.array(anyVisit, { maxLength: 12 }), (visits) => {
        const edge = settled(RAMPING, servedDuring(RAMPING, settled(RAMPING, observedEdge()), visits).edge);

        expect(planOf(edge, desiredEdge({ hsts: RAMPING })).steps).toEqual([]);
      }),
    );
  });

  /** What our updates made the edge serve, and when. */
  function servedDuring(hsts: Hsts, first: ObservedEdge, visits: readonly Visit[]) {
    const served = [{ at: Date.parse(first.now), age: servedAge(first) ?? -1 }];
    let edge = first;
    for (const { gapSeconds, cuts, byHand } of visits) {
      edge = byHands[byHand](later(edge, gapSeconds));
      for (const cut of cuts) {
        const ready = readyPrefix(planEdge(wantedWith(hsts), edge, SETTINGS).steps).slice(0, cut);
        if (ready.length === 0) edge = deployed(later(edge, 60));
        for (const step of ready) {
          const before = servedAge(edge);
          edge = applied(edge, step);
          const age = servedAge(edge);
          if (age !== before && age !== undefined) served.push({ at: Date.parse(edge.now), age });
        }
      }
    }
    return { served, edge };
  }

  const byHands = {
    nothing: (edge: ObservedEdge) => edge,
    detached: (edge: ObservedEdge) =>
      edited(edge, (settings) => ({
        ...settings,
        defaultCacheBehavior: { ...settings.defaultCacheBehavior, responseHeadersPolicyId: undefined },
      })),
    disabled: (edge: ObservedEdge) => edited(edge, (settings) => ({ ...settings, enabled: false })),
  };
});

const REACH = { includeSubdomains: false, preload: false };

function wantedWith(hsts: Hsts): Extract<EdgeTarget, { kind: 'wanted' }> {
  return { kind: 'wanted', edge: desiredEdge({ hsts } satisfies Partial<DesiredEdge>) };
}

function settled(hsts: Hsts, first: ObservedEdge): ObservedEdge {
  return playUntilSettled(wantedWith(hsts), first).at(-1)!.observed;
}

/** The plan of an edge that is in sync on its first step, some seconds later. */
function planAfter(seconds: number): Plan {
  return planOf(later(settled(RAMPING, observedEdge()), seconds), desiredEdge({ hsts: RAMPING }));
}

function later(edge: ObservedEdge, seconds: number): ObservedEdge {
  return { ...edge, now: new Date(Date.parse(edge.now) + seconds * 1000).toISOString() };
}

function deployed(edge: ObservedEdge): ObservedEdge {
  return { ...edge, distribution: mapObserved(edge.distribution, (one) => ({ ...one, status: 'Deployed' as const })) };
}

type DistributionOf = Extract<ObservedEdge['distribution'], { kind: 'present' }>['value'];

function edited(
  edge: ObservedEdge,
  edit: (settings: DistributionOf['settings']) => DistributionOf['settings'],
): ObservedEdge {
  return {
    ...edge,
    distribution: mapObserved(edge.distribution, (one) => ({ ...one, settings: edit(one.settings) })),
  };
}

function tagged(edge: ObservedEdge, tags: Readonly<Record<string, string>>): ObservedEdge {
  return {
    ...edge,
    distribution: mapObserved(edge.distribution, (one) => ({ ...one, tags: { ...one.tags, ...tags } })),
  };
}

function tagsOf({ distribution: one }: ObservedEdge): Readonly<Record<string, string>> {
  return one.kind === 'present' ? one.value.tags : {};
}

function withPolicy(edge: ObservedEdge, policy: ReturnType<typeof policiesOf>[number]): ObservedEdge {
  const headerPolicies = mapObserved(edge.headerPolicies, (all) => ({
    ...all,
    responseHeadersPolicies: [...all.responseHeadersPolicies, policy],
  }));
  return { ...edge, headerPolicies };
}

function policiesOf({ headerPolicies }: ObservedEdge) {
  return headerPolicies.kind === 'present' ? headerPolicies.value.responseHeadersPolicies : [];
}

function attachedPolicy(edge: ObservedEdge) {
  const { distribution: one } = edge;
  const id = one.kind === 'present' ? one.value.settings.defaultCacheBehavior.responseHeadersPolicyId : undefined;
  return policiesOf(edge).find((policy) => policy.id === id);
}

function servedAge(edge: ObservedEdge): number | undefined {
  return attachedPolicy(edge)?.strictTransportSecurity?.maxAgeSeconds;
}

function policyName(edge: ObservedEdge): string | undefined {
  return attachedPolicy(edge)?.name;
}
