import { explainProof } from '../../../cli/explain/explain-proof.ts';
import type { DesiredEdge } from '../../../functions/reconciler/model/edge.ts';
import type { EdgeLook } from '../../../functions/reconciler/model/look.ts';
import type { Step } from '../../../functions/reconciler/model/plan.ts';
import { CHECKS } from '../../../functions/reconciler/model/proof.ts';
import { desiredEdge, observedEdge } from '../../support/edge-builders.ts';

/** Only what decides when something is tried. */
function step(part: Step['part'], action: Step['action']): Step {
  return { part, action } as unknown as Step;
}

function look(facts: Partial<DesiredEdge> = {}, steps: readonly Step[] = []): EdgeLook {
  return {
    target: { kind: 'wanted', edge: desiredEdge(facts) },
    observed: observedEdge(),
    plan: { domainName: desiredEdge().domainName, steps, verdicts: [], refusals: [], notes: [] },
    outcome: { kind: 'in-sync' },
    applied: [],
  };
}

describe('explainProof', () => {
  test('names every check with its rule', () => {
    const checks = explainProof(look(), 'require')?.checks ?? [];

    expect(Object.fromEntries(checks.map(({ check, rule }) => [check, rule]))).toEqual(
      Object.fromEntries(Object.entries(CHECKS).map(([check, { rule }]) => [check, rule])),
    );
  });

  test.each([
    ["the owner's word", { proof: 'skip' } as const, 'skip'],
    ['what counts otherwise', {}, 'if-possible'],
  ])('gives %s as the policy', (_, facts, policy) => {
    expect(explainProof(look(facts), 'if-possible')?.policy).toBe(policy);
  });

  test.each([
    [
      'records move',
      [step('distribution', 'create'), step('alias-records', 'update')],
      'before the records move, and through DNS once callers have followed',
    ],
    ['a distribution is corrected', [step('distribution', 'update')], 'before the correction and after it'],
    ['nothing is planned', [], 'not now, because nothing has to move or to be corrected'],
  ])('says when something would be tried: %s', (_, steps, when) => {
    expect(explainProof(look({}, steps), 'require')?.when).toBe(when);
  });

  test('marks what the owner accepts, and settings that are not enforced', () => {
    const told = explainProof(
      look({ acceptedDifferences: ['preflight'], rules: { 'EDGE-13': 'report', 'EDGE-08': 'off' } }),
      'require',
    );

    expect(told?.checks.filter(({ word }) => word === 'accepted').map(({ check }) => check)).toEqual([
      'preflight',
      'hsts',
    ]);
  });

  test('says nothing of an edge that is let go of', () => {
    const { domainName, owner } = desiredEdge();
    const target = { kind: 'let-go', domainName, owner, onDelete: 'restore' } as const;

    expect(explainProof({ ...look(), target }, 'require')).toBeUndefined();
  });
});
