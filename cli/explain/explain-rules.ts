import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { Verdict } from '../../functions/reconciler/model/plan.ts';
import { RULES, type RuleId, type RuleModes } from '../../functions/reconciler/model/rules.ts';
import type { Symptom } from '../../functions/reconciler/model/symptoms.ts';
import { symptomsOf } from './caller-sees.ts';
import { type Fix, fixOf } from './fix.ts';
import { whyNotEvaluated } from './not-evaluated.ts';

export const RULE_WORDS = ['refused', 'drift', 'not-checked', 'pass', 'not-evaluated'] as const;

/** A symptom without what a program needs to choose it. */
export type SeenSymptom = Pick<Symptom, 'sees' | 'from' | 'when'>;

/** Everything that one look says about one rule. */
export interface RuleExplanation {
  readonly rule: RuleId;
  readonly sentence: string;
  readonly reason: string;
  /** The worst of its verdicts. */
  readonly word: (typeof RULE_WORDS)[number];
  /** Set where there is no verdict. */
  readonly why: string | undefined;
  /** What was judged and is not in order, place by place. */
  readonly cause: readonly Verdict[];
  readonly callersSee: readonly SeenSymptom[];
  /** Set where something is not in order. */
  readonly fix: Fix | undefined;
}

/** Every rule, in order, whether or not a look has a verdict of it. `modes`: what the look was given; an edge's owner counts before it. */
export function explainRules(look: EdgeLook, modes: RuleModes = {}): readonly RuleExplanation[] {
  return Object.keys(RULES).map((rule) => explainRule(rule as RuleId, look, modes));
}

function explainRule(rule: RuleId, look: EdgeLook, modes: RuleModes): RuleExplanation {
  const verdicts = look.plan.verdicts.filter((verdict) => verdict.rule === rule);
  const cause = verdicts.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'fixed');
  const { sentence, reason } = RULES[rule];
  return {
    rule,
    sentence,
    reason,
    word: wordOf(verdicts),
    why: verdicts.length === 0 ? whyNotEvaluated(rule, look, modes) : undefined,
    cause,
    callersSee: distinct(cause.flatMap((verdict) => seenOf(verdict, look))),
    fix: cause.length === 0 ? undefined : fixOf(rule, cause, look, modes),
  };
}

function wordOf(verdicts: readonly Verdict[]): RuleExplanation['word'] {
  if (verdicts.length === 0) return 'not-evaluated';
  return RULE_WORDS.find((word) => verdicts.some(({ verdict }) => verdict === word)) ?? 'pass';
}

/** What could not be judged has no symptom that could be told; before there is an edge, only its absence has. */
function seenOf(verdict: Verdict, look: EdgeLook): readonly Symptom[] {
  if (verdict.verdict === 'not-checked') return [];
  const needsAnEdge = !['EDGE-04', 'EDGE-14', 'EDGE-17'].includes(verdict.rule);
  return needsAnEdge && look.observed.distribution.kind !== 'present' ? [] : symptomsOf(verdict, look);
}

/** Several places of one rule look the same to callers. */
function distinct(symptoms: readonly Symptom[]): readonly SeenSymptom[] {
  const seen = symptoms.map(
    ({ sees, from, when }) => [`${sees} ${when}`, { sees, from, ...(when && { when }) }] as const,
  );
  return [...new Map(seen).values()];
}
