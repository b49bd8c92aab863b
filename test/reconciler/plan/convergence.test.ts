import fc from 'fast-check';
import type { EdgeTarget } from '../../../functions/reconciler/model/look.ts';
import { ABSENT, present } from '../../../functions/reconciler/model/observed.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import { distribution, finishedEdge, fronted, ownDistribution } from '../../support/distribution-builders.ts';
import {
  API,
  aliasRecords,
  apiDomain,
  desiredEdge,
  observedEdge,
  REGIONAL,
  REMEDIATOR,
  TO_API,
  valueRecord,
} from '../../support/edge-builders.ts';
import { anyEdgeOfApi, anyMappedApi, anyObservedEdge } from '../../support/observed-arbitraries.ts';
import { SETTINGS } from '../../support/plan-of.ts';
import { playUntilSettled } from '../../support/played-edge.ts';
import { anySettings, lookedUp } from '../../support/settings-arbitraries.ts';

/** Looks until nothing is left to do: what the planner asks for must be what it is content with afterwards. */

const LET_GO: EdgeTarget = { kind: 'let-go', domainName: API, owner: REMEDIATOR, onDelete: 'restore' };

describe('looking again and again', () => {
  test('makes an edge from nothing and then has nothing to do', () => {
    const anyApis = fc.array(anyMappedApi(), { maxLength: 2 });

    fc.assert(
      fc.property(anyEdgeOfApi(), anyApis, (edge, apis) => {
        const looks = playUntilSettled(
          { kind: 'wanted', edge },
          observedEdge({ apiDomains: present([apiDomain({ apis: present(apis) })]) }),
        );

        expect(looks.at(-1)?.plan.steps).toEqual([]);
      }),
    );
  });

  test('corrects any distribution made by hand and then has nothing to do', () => {
    fc.assert(
      fc.property(anyEdgeOfApi(), anySettings('legacy-too'), (edge, settings) => {
        const looks = playUntilSettled({ kind: 'wanted', edge }, fronted(distribution(lookedUp(settings))));

        expect(looks.at(-1)?.plan.steps).toEqual([]);
      }),
    );
  });

  test('settles from whatever AWS says', () => {
    fc.assert(
      fc.property(anyEdgeOfApi(), anyObservedEdge(), (edge, observed) => {
        const looks = playUntilSettled({ kind: 'wanted', edge }, observed);

        expect(looks.at(-1)?.plan.steps).toEqual([]);
      }),
    );
  });

  test('updates a distribution once: the settings that were written are the settings that were wanted', () => {
    fc.assert(
      fc.property(anyEdgeOfApi(), anySettings('legacy-too'), (edge, settings) => {
        const looks = playUntilSettled({ kind: 'wanted', edge }, fronted(distribution(lookedUp(settings))));

        const updates = looks.filter(({ plan }) =>
          plan.steps.some(
            (step) => step.part === 'distribution' && step.action === 'update' && step.state.kind === 'ready',
          ),
        );
        expect(updates.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('lets an edge go and leaves nothing of it', () => {
    fc.assert(
      fc.property(anySettings('policies'), (settings) => {
        const looks = playUntilSettled(LET_GO, finishedEdge(ownDistribution(settings)));

        const { observed } = looks.at(-1)!;
        expect(observed.distribution).toEqual(ABSENT);
        expect(observed.aliasRecords).toMatchObject({ value: { recordSets: TO_API } });
        expect(JSON.stringify(observed.headerPolicies)).not.toContain('secure-api-edge-');
      }),
    );
  });
});

describe('making an edge and letting it go again', () => {
  test.each([
    ['an A alias', TO_API],
    ['a CNAME', [valueRecord('CNAME', 300, REGIONAL)]],
    ['nothing', []],
  ])('leaves %s as it was', (_, recordSets) => {
    const before = observedEdge({ aliasRecords: present(aliasRecords(recordSets)) });

    const made = playUntilSettled({ kind: 'wanted', edge: desiredEdge() }, before).at(-1)!.observed;
    const left = playUntilSettled(LET_GO, made).at(-1)!.observed;

    expect(left.distribution).toEqual(ABSENT);
    expect(left.aliasRecords).toMatchObject({ value: { recordSets } });
  });

  test('leaves the name as it was, also when a record was lost and repaired in between', () => {
    const made = playUntilSettled({ kind: 'wanted', edge: desiredEdge() }, observedEdge()).at(-1)!.observed;
    const damaged = { ...made, aliasRecords: present(aliasRecords(recordsOf(made).slice(0, 1))) };

    const repaired = playUntilSettled({ kind: 'wanted', edge: desiredEdge() }, damaged).at(-1)!.observed;
    const left = playUntilSettled(LET_GO, repaired).at(-1)!.observed;

    expect(recordsOf(left)).toEqual(TO_API);
  });
});

test('a crash after any step is repaired by the next look', () => {
  const target: EdgeTarget = { kind: 'wanted', edge: desiredEdge() };
  const whole = playUntilSettled(target, observedEdge());

  for (const { observed } of whole) {
    expect(playUntilSettled(target, observed).at(-1)?.observed).toEqual(whole.at(-1)?.observed);
    expect(planEdge(target, observed, SETTINGS)).toEqual(planEdge(target, structuredClone(observed), SETTINGS));
  }
});

function recordsOf({ aliasRecords: records }: ObservedEdge) {
  return records.kind === 'present' ? records.value.recordSets : [];
}
