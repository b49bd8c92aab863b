import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import { type RuleId, type RuleModes, ruleMode } from '../../functions/reconciler/model/rules.ts';
import { TAG } from '../../functions/reconciler/model/tags.ts';

/** Why a look has no verdict of a rule. Silence is never a pass, so it is always explained. */
export function whyNotEvaluated(rule: RuleId, { target, observed, plan }: EdgeLook, modes: RuleModes): string {
  if (target.kind === 'let-go') return 'the edge is being let go of, and only what that takes is judged';
  if (ruleMode(rule, target.edge.rules, modes) === 'off') {
    return target.edge.rules[rule] === 'off'
      ? `switched off for this edge (tag ${TAG.rules})`
      : 'switched off by --rule';
  }

  const fronted = plan.verdicts.find((verdict) => verdict.rule === 'EDGE-17');
  if (fronted?.verdict !== 'pass') return 'EDGE-17 comes first, without it nothing else is judged';
  if (observed.distribution.kind === 'absent') return 'there is no distribution yet; one that this tool makes keeps it';
  const obstacle = plan.verdicts.find(
    ({ subject, verdict }) => subject === `distribution for ${plan.domainName}` && verdict !== 'pass',
  );
  if (obstacle !== undefined) return `${obstacle.rule} comes first, without it the distribution is not judged`;
  if (rule === 'EDGE-16') return 'no API stands behind the domain';
  if (rule === 'EDGE-03' || rule === 'EDGE-04') return 'EDGE-02 comes first, no certificate for the name is attached';
  return 'no part of this distribution falls under it: none leads to API Gateway';
}
