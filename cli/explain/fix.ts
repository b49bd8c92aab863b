import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { FieldChange, Verdict } from '../../functions/reconciler/model/plan.ts';
import { type RuleId, type RuleModes, ruleMode } from '../../functions/reconciler/model/rules.ts';
import { describeStep } from '../../functions/reconciler/plan/render.ts';

/** How a rule comes to be kept: what this tool would write, or what somebody has to do first. */
export type Fix =
  | { readonly kind: 'this-tool'; readonly steps: readonly FixStep[] }
  | { readonly kind: 'by-hand'; readonly advice: readonly string[] };

export interface FixStep {
  readonly step: string;
  /** Of the step's changes those that the rule asks for. */
  readonly changes: readonly FieldChange[];
}

/** The steps of the plan that the rule asks for; where it has none, who has to do what. */
export function fixOf(rule: RuleId, cause: readonly Verdict[], look: EdgeLook, modes: RuleModes): Fix {
  const steps = look.plan.steps
    .filter(({ because }) => because.includes(rule))
    .map((step) => ({
      step: describeStep(step),
      changes: step.changes.filter(({ because }) => because.includes(rule)),
    }));
  if (steps.length > 0) return { kind: 'this-tool', steps };
  return { kind: 'by-hand', advice: adviceOn(rule, cause, look, modes) };
}

function adviceOn(
  rule: RuleId,
  cause: readonly Verdict[],
  { plan, target }: EdgeLook,
  modes: RuleModes,
): readonly string[] {
  const refused = plan.refusals.filter((refusal) => refusal.rule === rule).map(({ detail }) => detail);
  if (refused.length > 0) return refused;
  if (cause.every(({ verdict }) => verdict === 'not-checked')) {
    return ['nothing is concluded from what could not be judged; let it be read, then ask again'];
  }
  if (target.kind === 'wanted' && ruleMode(rule, target.edge.rules, modes) !== 'enforce') {
    const who = target.edge.rules[rule] === undefined ? '--rule' : 'the owner of this edge';
    return [`${who} has this rule reported only; change it by hand, or have it enforced again`];
  }
  const told = cause.flatMap(adviceIn);
  if (told.length > 0) return told;
  const obstacles = plan.refusals.map((refusal) => `held back by ${refusal.rule}: ${refusal.detail}`);
  if (obstacles.length > 0) return obstacles;
  const unchecked = plan.verdicts.filter(({ verdict }) => verdict === 'not-checked').map((verdict) => verdict.rule);
  return [`held back because ${[...new Set(unchecked)].join(', ') || 'something'} could not be checked`];
}

/** What is reported and never corrected says what to do behind its last semicolon. */
function adviceIn({ verdict, subject, detail }: Verdict): readonly string[] {
  return verdict === 'drift' && detail !== undefined ? [`${subject}: ${detail.split('; ').at(-1)}`] : [];
}
