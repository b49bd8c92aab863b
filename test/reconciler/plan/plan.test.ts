import fc from 'fast-check';
import type { Distribution } from '../../../functions/reconciler/model/distribution.ts';
import type { EdgeTarget } from '../../../functions/reconciler/model/look.ts';
import type { ObservedEdge } from '../../../functions/reconciler/model/observed-edge.ts';
import { type Plan, readyPrefix } from '../../../functions/reconciler/model/plan.ts';
import { planEdge } from '../../../functions/reconciler/plan/plan.ts';
import { API } from '../../support/edge-builders.ts';
import { anyEdgeOfApi, anyObservedEdge } from '../../support/observed-arbitraries.ts';
import { SETTINGS } from '../../support/plan-of.ts';

/** Laws of every plan, over everything that AWS may say and anybody may want. */

const anyTarget = fc.oneof(
  { weight: 3, arbitrary: anyEdgeOfApi().map((edge): EdgeTarget => ({ kind: 'wanted', edge })) },
  {
    weight: 1,
    arbitrary: anyEdgeOfApi().map(
      ({ owner, onDelete }): EdgeTarget => ({ kind: 'let-go', domainName: API, owner, onDelete }),
    ),
  },
);

describe('a plan', () => {
  test('is the same for the same input', () => {
    holds((target, observed) => {
      expect(planEdge(target, structuredClone(observed), SETTINGS)).toEqual(planEdge(target, observed, SETTINGS));
    });
  });

  test('is plain JSON that can be stored and read back', () => {
    holds((target, observed) => {
      const plan = planEdge(target, observed, SETTINGS);

      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    });
  });

  test('leaves what was observed alone', () => {
    holds((target, observed) => {
      const before = structuredClone(observed);

      planEdge(target, observed, SETTINGS);

      expect(observed).toEqual(before);
    });
  });

  test('names every change once, says what would be different and why', () => {
    holds((target, observed) => {
      for (const { changes, because } of planEdge(target, observed, SETTINGS).steps) {
        expect(new Set(changes.map((change) => change.path)).size).toBe(changes.length);
        expect(changes.filter((change) => canonical(change.before) === canonical(change.after))).toEqual([]);
        expect(because.length).toBeGreaterThan(0);
      }
    });
  });

  test('gives every drift a step, unless something was refused or could not be read', () => {
    holds((target, observed) => {
      const plan = planEdge(target, observed, SETTINGS);
      const open = plan.refusals.length > 0 || plan.verdicts.some((verdict) => verdict.verdict === 'not-checked');

      if (!open && plan.verdicts.some((verdict) => verdict.verdict === 'drift')) {
        expect(plan.steps.length).toBeGreaterThan(0);
      }
    });
  });
});

describe('the order keeps users served', () => {
  test('records never move while the distribution is absent, deploying or about to change', () => {
    holds((target, observed) => {
      const plan = planEdge(target, observed, SETTINGS);
      const one = observed.distribution.kind === 'present' ? observed.distribution.value : undefined;
      const pending = plan.steps.some((step) => step.part === 'distribution' && step.action === 'update');

      if (target.kind === 'wanted' && (one?.status !== 'Deployed' || !serves(one) || pending)) {
        expect(readyParts(plan)).not.toContain('update alias-records');
      }
    });
  });

  test('an invalidation never goes out while the distribution is deploying or about to change', () => {
    holds((target, observed) => {
      const plan = planEdge(target, observed, SETTINGS);
      const deploying = observed.distribution.kind === 'present' && observed.distribution.value.status === 'InProgress';
      const pending = plan.steps.some((step) => step.part === 'distribution' && step.action === 'update');

      if (deploying || pending) expect(readyParts(plan)).not.toContain('invalidate cached-objects');
    });
  });

  test('nothing is ready behind a step that is not', () => {
    holds((target, observed) => {
      const plan = planEdge(target, observed, SETTINGS);

      expect(plan.steps.filter((step) => step.state.kind === 'ready')).toEqual(readyPrefix(plan.steps));
    });
  });

  test('a distribution that still serves the name is never deleted or disabled while records may lead to it', () => {
    holds((target, observed) => {
      const plan = planEdge(target, observed, SETTINGS);
      const disables = plan.steps.some(
        (step) =>
          step.state.kind === 'ready' &&
          step.changes.some((change) => change.path === 'Enabled' && change.after === false),
      );
      const leading =
        observed.aliasRecords.kind === 'present' && observed.aliasRecords.value.recordSets.some(leadsToEdge);

      expect(disables && leading).toBe(false);
    });
  });
});

describe('what is not known or not ours is not touched', () => {
  test('nothing is begun behind a refusal or an unreadable part', () => {
    holds((target, observed) => {
      const plan = planEdge(target, observed, SETTINGS);
      const open = plan.refusals.length > 0 || plan.verdicts.some((verdict) => verdict.verdict === 'not-checked');

      if (observed.distribution.kind !== 'present' && open) expect(plan.steps).toEqual([]);
    });
  });

  test('a second distribution is never made', () => {
    holds((target, observed) => {
      const creates = planEdge(target, observed, SETTINGS).steps.some(
        (step) => step.part === 'distribution' && step.action === 'create',
      );

      if (creates) expect(observed.distribution.kind).toBe('absent');
    });
  });

  test('nothing that this tool did not make is ever disabled or deleted', () => {
    holds((target, observed) => {
      const { steps } = planEdge(target, observed, SETTINGS);
      const tags = observed.distribution.kind === 'present' ? observed.distribution.value.tags : {};
      const foreign = tags['secure-api-edge:owner'] === undefined || tags['secure-api-edge:adopted'] !== undefined;
      const ends = steps.some(
        (step) =>
          (step.part === 'distribution' && step.action === 'delete') ||
          step.changes.some((change) => change.path === 'Enabled' && change.after === false),
      );

      if (observed.distribution.kind === 'present' && foreign) expect(ends).toBe(false);
    });
  });

  test("a stack's edge is only ever touched by that stack", () => {
    holds((target, observed) => {
      const owner = target.kind === 'wanted' ? target.edge.owner : target.owner;
      const tag =
        observed.distribution.kind === 'present'
          ? observed.distribution.value.tags['secure-api-edge:owner']
          : undefined;
      const stackHash = /^stack\/([0-9a-f]+)\//.exec(tag ?? '')?.[1];

      if (stackHash !== undefined && !(owner.kind === 'stack' && owner.stackHash === stackHash)) {
        expect(planEdge(target, observed, SETTINGS).steps).toEqual([]);
      }
    });
  });
});

function holds(law: (target: EdgeTarget, observed: ObservedEdge) => void): void {
  fc.assert(fc.property(anyTarget, anyObservedEdge(), law), { numRuns: 300 });
}

function serves({ settings }: Distribution): boolean {
  return settings.enabled && settings.alternateDomainNames.includes(API);
}

function leadsToEdge(record: { readonly target: { readonly kind: string; readonly dnsName?: string } }): boolean {
  return record.target.dnsName?.endsWith('.cloudfront.net') === true;
}

function readyParts(plan: Plan): readonly string[] {
  return plan.steps.filter((step) => step.state.kind === 'ready').map((step) => `${step.action} ${step.part}`);
}

function canonical(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value) ?? 'none';
}
