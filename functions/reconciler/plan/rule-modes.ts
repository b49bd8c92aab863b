/**
 * What a rule's mode does to its word. A filter over what the rules found, so that no rule knows of modes: `off` takes the word away, `report`
 * takes away what would be done about it, corrections and refusals alike.
 */
import type { DesiredEdge } from '../model/edge.ts';
import type { Verdict } from '../model/plan.ts';
import { type RuleId, type RuleMode, type RuleModes, ruleMode } from '../model/rules.ts';
import { EMPTY_PART, type PartPlan } from './part-plan.ts';
import type { Finding } from './rules/finding.ts';

export type ModeOf = (rule: RuleId) => RuleMode;

export function modesFor(edge: DesiredEdge, sweep: RuleModes): ModeOf {
  return (rule) => ruleMode(rule, edge.rules, sweep);
}

/** Findings as their rules' modes leave them. What the owner asked for has no rule and stays. */
export function moderate(findings: readonly Finding[], modeOf: ModeOf): readonly Finding[] {
  return findings.flatMap((finding) => {
    const mode = finding.because === 'asked-for' ? 'enforce' : modeOf(finding.because);
    if (mode === 'off') return [];
    return mode === 'report'
      ? [{ ...finding, verdict: finding.verdict && reported(finding.verdict), corrections: [], newPolicies: [] }]
      : [finding];
  });
}

/** A part that is one rule's alone. */
export function moderatePart(part: PartPlan, rule: RuleId, modeOf: ModeOf): PartPlan {
  const mode = modeOf(rule);
  if (mode === 'off') return EMPTY_PART;
  return mode === 'report' ? { ...part, verdicts: part.verdicts.map(reported), steps: [], refusals: [] } : part;
}

function reported(verdict: Verdict): Verdict {
  return { ...verdict, reportedOnly: true };
}
