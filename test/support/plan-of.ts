import type { DesiredEdge } from '../../functions/reconciler/model/edge.ts';
import type { ObservedEdge } from '../../functions/reconciler/model/observed-edge.ts';
import type { Plan } from '../../functions/reconciler/model/plan.ts';
import type { RuleId } from '../../functions/reconciler/model/rules.ts';
import { planEdge } from '../../functions/reconciler/plan/plan.ts';
import { desiredEdge } from './edge-builders.ts';
import { renderPlan, renderVerdict } from './render-plan.ts';

export const SETTINGS = { managedElsewhere: 'report', rules: {}, drainSeconds: 120 } as const;

/** The plan of a wanted edge. */
export function planOf(observed: ObservedEdge, edge: DesiredEdge = desiredEdge()): Plan {
  return planEdge({ kind: 'wanted', edge }, observed, SETTINGS);
}

/** The plan's steps with their states, without the settings in them. */
export function stepLines(plan: Plan): readonly string[] {
  return renderPlan(plan)
    .split('\n')
    .filter((line) => /^ {2}\d+\. /.test(line))
    .map((line) => line.trim());
}

/** The changes that a plan would make to the distribution's settings, as a person reads them. */
export function changeLines(plan: Plan): readonly string[] {
  return renderPlan({ ...plan, steps: plan.steps.filter((step) => step.action === 'update') })
    .split('\n')
    .filter((line) => line.startsWith('       '))
    .map((line) => line.trim());
}

/** What one rule says about an edge. */
export function verdictLines(plan: Plan, rule: RuleId): readonly string[] {
  return plan.verdicts
    .filter((verdict) => verdict.rule === rule)
    .map((verdict) => renderVerdict(verdict).replace(/ +/g, ' '));
}
