import type { EdgeLook } from './model/look.ts';
import type { ObservedEdge } from './model/observed-edge.ts';
import type { Verdict } from './model/plan.ts';

/** One row per edge: where it ended, what was proven last, everything that was applied on the way, and what had drifted and now passes as `fixed`. */
export function summarize(history: readonly [EdgeLook, ...EdgeLook[]]): EdgeLook {
  const [first] = history;
  const last = history.at(-1) ?? first;
  const applied = history.flatMap((look) => look.applied);
  return {
    ...last,
    observed: withProof(last.observed, history),
    applied,
    plan: { ...last.plan, verdicts: withFixed(first.plan.verdicts, last) },
  };
}

/** What was tried last stays known, also when later looks had nothing to prove. */
function withProof(observed: ObservedEdge, history: readonly EdgeLook[]): ObservedEdge {
  const proof = history.findLast((look) => look.observed.proof !== undefined)?.observed.proof;
  return proof === undefined ? observed : { ...observed, proof };
}

/** What had drifted counts as fixed when the last look judged that very place and passed it, or found nothing left to do at all. */
function withFixed(first: readonly Verdict[], last: EdgeLook): readonly Verdict[] {
  const now = last.plan.verdicts;
  const same = (a: Verdict, b: Verdict) => a.rule === b.rule && a.subject === b.subject;
  const passes = (verdict: Verdict) => {
    const here = now.find((one) => same(one, verdict));
    return here === undefined ? last.outcome.kind === 'in-sync' : here.verdict === 'pass';
  };
  const fixed = first
    .filter((verdict) => verdict.verdict === 'drift' && passes(verdict))
    .map((verdict): Verdict => ({ ...verdict, verdict: 'fixed' }));
  return [...fixed, ...now.filter((one) => !fixed.some((verdict) => same(one, verdict)))];
}
