import type { EdgeLook } from '../../functions/reconciler/model/look.ts';
import type { Step } from '../../functions/reconciler/model/plan.ts';
import {
  CHECK_IDS,
  CHECKS,
  type CheckId,
  isSettingOnly,
  type ProofPolicy,
} from '../../functions/reconciler/model/proof.ts';
import { type RuleId, type RuleModes, ruleMode } from '../../functions/reconciler/model/rules.ts';
import { TAG } from '../../functions/reconciler/model/tags.ts';

/** What real requests would have to show of an edge, and when. Looking tries nothing. */
export interface ProofExplanation {
  readonly policy: ProofPolicy;
  readonly when: string;
  /** Path that the requests ask for. */
  readonly path: string;
  readonly checks: readonly { readonly check: CheckId; readonly rule: RuleId; readonly word: 'decides' | 'accepted' }[];
}

/** `otherwise` and `modes`: what counts for an edge whose owner does not say. */
export function explainProof(
  { target, observed, plan }: EdgeLook,
  otherwise: ProofPolicy,
  modes: RuleModes = {},
): ProofExplanation | undefined {
  if (target.kind !== 'wanted') return undefined;
  const { edge } = target;
  const tags = observed.distribution.kind === 'present' ? observed.distribution.value.tags : {};
  const isAccepted = (check: CheckId) =>
    edge.acceptedDifferences.includes(check) ||
    (isSettingOnly(check) && ruleMode(CHECKS[check].rule, edge.rules, modes) !== 'enforce');
  return {
    policy: edge.proof ?? otherwise,
    when: whenTried(plan.steps, tags[TAG.cutOver]),
    path: edge.probePath,
    checks: CHECK_IDS.map((check) => ({
      check,
      rule: CHECKS[check].rule,
      word: isAccepted(check) ? 'accepted' : 'decides',
    })),
  };
}

function whenTried(steps: readonly Step[], cutOver: string | undefined): string {
  const updated = steps.filter(({ action }) => action === 'update').map(({ part }) => part);
  if (updated.includes('alias-records')) return 'before the records move, and through DNS once callers have followed';
  if (updated.includes('distribution')) return 'before the correction and after it';
  if (cutOver === undefined) return 'not now, because nothing has to move or to be corrected';
  return cutOver.startsWith('failed') ? `${cutOver}; the records go back` : `through DNS, from ${cutOver} on`;
}
