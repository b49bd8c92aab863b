/** Records that wait for the rest of the edge to be in order. */
import { CLOUDFRONT_HOSTED_ZONE_ID } from '../model/alias-records.ts';
import type { Step } from '../model/plan.ts';
import type { RuleId } from '../model/rules.ts';
import type { PartPlan } from './part-plan.ts';
import type { ModeOf } from './rule-modes.ts';

/** Rules whose drift keeps callers from being served as before. Where one is only reported, nobody corrects it before the records would move. */
const SERVING_RULES: readonly RuleId[] = ['EDGE-02', 'EDGE-04', 'EDGE-05', 'EDGE-07', 'EDGE-10'];

/**
 * Records do not move to a distribution that could not be judged, about which something was refused, or that will not be corrected where it matters.
 * A refused HSTS setting keeps nobody from being served.
 */
export function heldBackBy(before: readonly PartPlan[], records: PartPlan, modeOf: ModeOf): PartPlan {
  const obstacle = before
    .flatMap((part) => part.verdicts)
    .find(({ rule, verdict }) =>
      verdict === 'drift'
        ? SERVING_RULES.includes(rule) && modeOf(rule) !== 'enforce'
        : holdsRecords(rule, modeOf) && (verdict === 'not-checked' || verdict === 'refused'),
    );
  const moves = records.steps.some(movesToDistribution);
  if (obstacle === undefined || !moves) return records;
  const note = `records stay as they are while ${obstacle.rule} is ${obstacle.verdict} for the distribution`;
  const held = { ...records, steps: [], notes: [...records.notes, note] };
  if (modeOf(obstacle.rule) === 'enforce') return held;
  // Nothing else would say that the edge is not finished: the rule is only reported.
  const detail = `${note}, where its mode is ${modeOf(obstacle.rule)}; correct it by hand or enforce the rule`;
  return { ...held, refusals: [...held.refusals, { rule: 'EDGE-14', detail }] };
}

/** Going back to what the name held before is held up by nothing: whoever goes back knows that it does not work here. */
function movesToDistribution(step: Step): boolean {
  if (step.part !== 'alias-records' || step.action !== 'update') return false;
  return step.create.some(({ target }) => target.kind === 'alias' && target.hostedZoneId === CLOUDFRONT_HOSTED_ZONE_ID);
}

/** A header that nobody asked to have written keeps nobody from being served either. */
function holdsRecords(rule: RuleId, modeOf: ModeOf): boolean {
  return rule !== 'EDGE-13' && (rule !== 'EDGE-16' || modeOf(rule) === 'enforce');
}
