import fc from 'fast-check';
import type { EdgeTarget } from '../../../functions/reconciler/model/look.ts';
import { mapObserved, present } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import type { Plan, Step } from '../../../functions/reconciler/model/plan.ts';
import { TAG } from '../../../functions/reconciler/model/tags.ts';
import { refuseUnapproved } from '../../../functions/reconciler/plan/approved-plan.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import {
  behavior,
  distribution,
  finishedEdge,
  fronted,
  ownDistribution,
  ownTags,
} from '../../support/distribution-builders.ts';
import {
  API,
  aliasRecords,
  certificate,
  desiredEdge,
  name,
  observedEdge,
  REMEDIATOR,
  requestedCertificate,
  TO_API,
  TO_EDGE,
} from '../../support/edge-builders.ts';
import { anyEdgeOfApi, anyObservedEdge } from '../../support/observed-arbitraries.ts';
import { planOf, SETTINGS } from '../../support/plan-of.ts';
import { applied, playUntilSettled } from '../../support/played-edge.ts';
import { anySettings } from '../../support/settings-arbitraries.ts';

const WANTED: EdgeTarget = { kind: 'wanted', edge: desiredEdge() };
const LET_GO: EdgeTarget = { kind: 'let-go', domainName: API, owner: REMEDIATOR, onDelete: 'restore' };
/** Settings in which a rule finds something. */
const PLAIN_TEXT = { defaultCacheBehavior: behavior({ viewerProtocolPolicy: 'allow-all' }) };

/** What is said about `plan` when `approved` was approved, as it was read back from a file. */
function judge(approved: Plan, { plan, observed }: { plan: Plan; observed: ObservedEdge }) {
  const plans = new Map([[approved.domainName, JSON.parse(JSON.stringify(approved)) as Plan]]);
  return refuseUnapproved(plan, observed, plans)?.detail;
}

function look(observed: ObservedEdge, target: EdgeTarget = WANTED) {
  return { observed, plan: planEdge(target, observed, SETTINGS) };
}

function changing(observed: ObservedEdge, facts: Partial<ReturnType<typeof distribution>>): ObservedEdge {
  return { ...observed, distribution: mapObserved(observed.distribution, (one) => ({ ...one, ...facts })) };
}

describe('laws', () => {
  const anyTarget = fc.oneof(
    { weight: 3, arbitrary: anyEdgeOfApi().map((edge): EdgeTarget => ({ kind: 'wanted', edge })) },
    { weight: 1, arbitrary: fc.constant(LET_GO) },
  );

  test('a plan is approved by itself', () => {
    fc.assert(
      fc.property(anyTarget, anyObservedEdge(), (target, observed) => {
        const now = look(observed, target);

        expect(judge(now.plan, now)).toBeUndefined();
      }),
    );
  });

  test('the whole way of an edge that nobody else touches is approved by its first plan', () => {
    const ways = fc.oneof(
      fc.tuple(
        fc.constant(WANTED),
        fc.constantFrom(observedEdge(), observedEdge({ aliasRecords: present(aliasRecords([])) })),
      ),
      fc.tuple(
        fc.constant(WANTED),
        anySettings('legacy-too').map((settings) => fronted(distribution(settings))),
      ),
      fc.tuple(
        fc.constant(LET_GO),
        anySettings('policies').map((settings) => finishedEdge(ownDistribution(settings))),
      ),
    );

    fc.assert(
      fc.property(ways, ([target, first]) => {
        const [begin, ...rest] = playUntilSettled(target, first);

        for (const later of rest) expect(judge(begin!.plan, later)).toBeUndefined();
      }),
    );
  });

  test('no field of a write may be another than was approved', () => {
    fc.assert(
      fc.property(anyTarget, anyObservedEdge(), fc.nat(), (target, observed, pick) => {
        const { plan } = look(observed, target);
        const places = plan.steps.flatMap((step, index) => placesIn(step).map((place) => [index, ...place]));
        fc.pre(places.length > 0);

        const changed = withOther(plan, ['steps', ...(places[pick % places.length] ?? [])]);

        expect(judge(plan, { plan: changed, observed })).toMatch(/^changed since it was approved: .+;/);
      }),
      { numRuns: 500 },
    );
  });

  test('no write may come that was not approved', () => {
    fc.assert(
      fc.property(anyTarget, anyObservedEdge(), fc.nat(), (target, observed, pick) => {
        const now = look(observed, target);
        const writes = now.plan.steps.filter((step) => placesIn(step).length > 0);
        fc.pre(writes.length > 0);
        const unapproved = writes[pick % writes.length];
        const approved = { ...now.plan, steps: now.plan.steps.filter((step) => step !== unapproved) };

        expect(judge(approved, now)).toContain('was not approved');
      }),
    );
  });

  /** Paths to every value in a step that says what is written. Waits write nothing, and tags of the work's own memory need no approval. */
  function placesIn(step: Step): readonly (readonly (string | number)[])[] {
    const { state: _, ...facts } = step;
    if (step.action === 'wait') return [];
    if (step.action === 'tag') {
      const keys = Object.keys(step.set).filter((key) => !isMemory(key));
      return keys.map((key) => ['set', key]);
    }
    // Behind another step of the plan it has another ETag or reference by then, or is about a record that nobody had named.
    if (step.action === 'delete' && step.part === 'distribution') return [['distributionId']];
    if (step.action === 'invalidate') return [['distributionId'], ['paths', 0]];
    if (step.action === 'validate') return [['target'], ['hostedZoneId']];
    return leavesOf(facts).filter((path) => path.at(-1) !== 'kind');
  }

  function isMemory(key: string): boolean {
    return [TAG.dnsBefore, TAG.dnsZone, TAG.pendingInvalidation, TAG.hstsSince, TAG.drainUntil, TAG.takenFrom].some(
      (one) => one === key,
    );
  }

  function leavesOf(value: unknown): readonly (readonly (string | number)[])[] {
    if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[]];
    return Object.entries(value).flatMap(([key, one]) => leavesOf(one).map((rest) => [key, ...rest]));
  }

  function withOther(plan: Plan, path: readonly (string | number)[]): Plan {
    const copy: unknown = structuredClone(plan);
    const last = path.at(-1) ?? '';
    const holder = path.slice(0, -1).reduce((value, key) => (value as Record<string, unknown>)[key], copy) as Record<
      string,
      unknown
    >;
    const value = holder[last];
    holder[last] = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : `${value}~`;
    return copy as Plan;
  }
});

describe('a new edge', () => {
  const approved = planOf(observedEdge());

  test('goes on once its policies are there, by whoever made them', () => {
    const made = approved.steps.filter(({ part }) => part === 'header-policies').reduce(applied, observedEdge());

    expect(judge(approved, look(made))).toBeUndefined();
  });

  test('has nothing to do once somebody else has made it', () => {
    const done = playUntilSettled(WANTED, observedEdge()).at(-1)!;

    expect(done.plan.steps).toEqual([]);
    expect(judge(approved, done)).toBeUndefined();
  });

  test('refuses to move records to a distribution that was not made as approved', () => {
    const somebodys = distribution();

    const refusal = judge(approved, look(observedEdge({ distribution: present(somebodys) })));

    expect(refusal).toContain(
      'in zone Z1 (example.com) is not as it was approved: create differs, distributionArn differs',
    );
  });

  test('refuses records that changed since', () => {
    const moved = TO_API.map((record) => ({ ...record, type: 'AAAA' }));

    const refusal = judge(approved, look(observedEdge({ aliasRecords: present(aliasRecords(moved)) })));

    expect(refusal).toMatch(/remove differs, .*AAAA record AAAA alias d-abc123/);
  });

  test('refuses an edge about which nothing was approved', () => {
    const other = { ...look(observedEdge()), plan: { ...approved, domainName: name('other.example.com') } };

    expect(judge(approved, other)).toBe(
      'nothing was approved for other.example.com; nothing more is changed on this edge until a new plan is approved',
    );
  });
});

describe('a correction', () => {
  const drifted = finishedEdge(ownDistribution(PLAIN_TEXT));
  const approved = planOf(drifted);

  test('refuses another ETag, and says which', () => {
    const refusal = judge(approved, look(changing(drifted, { etag: 'ETAG9' })));

    expect(refusal).toContain(
      'update distribution E1 is not as it was approved: ETag ETAG1 was approved and is ETAG9 now',
    );
  });

  test('may be taken back after it failed its proof, and nothing else may be', () => {
    const update = approved.steps.find((step) => step.part === 'distribution' && step.action === 'update')!;
    const back = update.changes.map((change) => ({ ...change, before: change.after, after: change.before }));
    const undo = { ...update, etag: 'ETAG9', changes: back } as Step;
    const more = { ...undo, changes: [...back, { path: 'Enabled', before: true, after: false, because: [] }] } as Step;
    const tag = {
      part: 'distribution',
      action: 'tag',
      set: { [TAG.baseline]: 'undone: answer' },
      remove: [],
    } as unknown;
    const now = (step: Step) => ({
      observed: drifted,
      plan: { ...approved, steps: [{ ...update, ...(tag as Step) }, step] },
    });

    expect(judge(approved, now(undo))).toBeUndefined();
    expect(judge(approved, now(more))).toContain('Enabled true → false');
  });

  test('refuses tags that ask for something else, and lets those pass that only remember', () => {
    const retagged = changing(drifted, {
      tags: { ...ownTags(), [TAG.hsts]: '300', [TAG.hstsStep]: '2', [TAG.dnsBefore]: 'alias A' },
    });
    const remembered = changing(drifted, { tags: { ...ownTags(), [TAG.dnsChange]: 'C1', [TAG.dnsBefore]: 'alias A' } });
    const settled = { ...remembered, aliasRecords: present(aliasRecords(TO_EDGE, { lastChange: 'INSYNC' })) };

    expect(judge(approved, look(retagged))).toContain(`was not approved: ${TAG.hstsStep} 2 → (not set)`);
    expect(judge(approved, look(settled))).toBeUndefined();
  });

  test('refuses drift in something that was in order', () => {
    const worse = finishedEdge(ownDistribution({ ...PLAIN_TEXT, enabled: false }));

    expect(judge(approved, look(worse))).toContain('Enabled false → true');
  });
});

describe('records', () => {
  const before = finishedEdge(ownDistribution(), { aliasRecords: present(aliasRecords(TO_API)) });
  const approved = planOf(before);
  const move = approved.steps.find((step) => step.part === 'alias-records' && step.action === 'update')!;

  test('may go back where they were', () => {
    const [remove, create] = [TO_EDGE, TO_API];
    const back = { ...move, remove, create, changes: [], because: ['asked-for'] } as Step;
    const away = { ...back, create: [] } as Step;
    const now = (step: Step) => ({ observed: before, plan: { ...approved, steps: [step] } });

    expect(judge(approved, now(back))).toBeUndefined();
    expect(judge(approved, now(away))).toContain('is not as it was approved');
  });
});

describe('a certificate that is requested', () => {
  const edge = desiredEdge({ requestCertificate: 'when-missing' });
  const target: EdgeTarget = { kind: 'wanted', edge };
  const missing = observedEdge({
    certificates: present([certificate({ status: 'EXPIRED' })]),
    requestedCertificates: present([]),
  });

  test('is validated by the record that ACM has named since', () => {
    const approved = planEdge(target, missing, SETTINGS);
    const named = { ...missing, requestedCertificates: present([requestedCertificate()]) };
    const { plan, observed } = look(named, target);
    const steps = plan.steps.filter(({ part }) => part === 'certificate');

    expect(steps.map(({ action }) => action)).toEqual(['validate', 'wait']);
    expect(judge(approved, { plan: { ...plan, steps }, observed })).toBeUndefined();
  });
});
