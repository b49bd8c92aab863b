/**
 * A correction of an edge that callers use is proven like a cut-over: tried before, tried after, and what passed before has to pass after.
 *
 *   the plan, with the tag `baseline`                | with proof
 *   an update is due, no baseline of this ETag       | take the baseline first, and remember what failed in it already
 *   nothing is left to write, a baseline is there    | try again
 *     nothing fails that passed before               | the correction is over
 *     something does                                 | remembered as regressed
 *     not two rounds passed, and nothing fails       | judged by a later look
 *   an update is due, an older baseline is there     | that baseline counts for both
 *   regressed, the update was ours and is the last   | undone; remembered first with the ETag, so that no undoing is undone
 *   undone, the ETag is still the same               | the undoing failed: undone again
 *   regressed otherwise, or undone                   | held, until a person has cleared the tag
 *
 * Where nobody can try, a correction is made all the same: what it corrects is wrong for certain.
 */
import type { Distribution } from '../model/distribution.ts';
import type { Updated } from '../model/look.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import { originHeaderAt } from '../model/origin-verify.ts';
import type { FieldChange, Step } from '../model/plan.ts';
import { type CheckResult, describeCheck, PASSES_NEEDED, type Proof } from '../model/proof.ts';
import { TAG } from '../model/tags.ts';
import { updateStep } from './distribution-steps.ts';
import type { PartPlan } from './part-plan.ts';
import type { Proving } from './proof-need.ts';
import { describeNotPossible, type ProofNeed } from './proof-need.ts';
import { leadsTo } from './record-sets.ts';
import { tagStep } from './tag-step.ts';

const REGRESSED = 'regressed:';
const UNDONE = 'undone:';
const NOT_PROVEN = 'not-proven';
const FAILED_PROOF = 'a correction failed its proof';
const AND_UNDONE = ' and was undone';
/** Writing one of these removes what stands beside it, and nobody remembers what that was. */
const EXCLUSIVE = /^ViewerCertificate\.|ForwardedValues\.Cookies\.Forward$|CachePolicyId$/;

export function planCorrectionProof(
  observed: ObservedEdge,
  part: PartPlan,
  proving: Proving,
  updated: Updated | undefined,
): PartPlan {
  if (observed.distribution.kind !== 'present') return part;
  const distribution = observed.distribution.value;
  const baseline = distribution.tags[TAG.baseline];
  if (baseline?.startsWith(UNDONE)) return finishUndo(distribution, part, baseline, updated);
  if (baseline?.startsWith(REGRESSED)) return undoOrHold(distribution, part, checksIn(baseline), updated);
  if (part.steps.some(isUpdate)) {
    return proving === 'not-asked' || !isInUse(observed, distribution)
      ? part
      : beforeUpdate(distribution, part, proving);
  }
  if (baseline === undefined || part.steps.length > 0) return part;
  return afterUpdate(distribution, part, baseline, proving);
}

function isUpdate(step: Step): boolean {
  return step.part === 'distribution' && step.action === 'update';
}

function isInUse({ aliasRecords }: ObservedEdge, { domainName }: Distribution): boolean {
  return aliasRecords.kind === 'present' && aliasRecords.value.recordSets.some((record) => leadsTo(record, domainName));
}

function beforeUpdate(distribution: Distribution, part: PartPlan, proving: Exclude<Proving, 'not-asked'>): PartPlan {
  // An earlier correction that was not judged yet is judged with this one, by what was true before both.
  if (distribution.tags[TAG.baseline] !== undefined) return part;
  const need = proving('edge');
  if (need.kind === 'needed') {
    const by = `proof of distribution ${distribution.id} before it is corrected`;
    const [first, ...rest] = part.steps;
    const steps =
      first === undefined ? [] : [{ ...first, state: { kind: 'blocked', by, onProof: true } } as const, ...rest];
    return { ...part, steps, toProve: need };
  }
  const remember = tagStep(distribution, { [TAG.baseline]: `${distribution.etag ?? ''} ${baselineWord(need)}` });
  return { ...part, steps: [...remember, ...part.steps] };
}

/** `E2QWRUHAPOMQZL ok`, `… not-proven` or `… answer headers`: what failed before the change already. */
function baselineWord(need: Exclude<ProofNeed, { kind: 'needed' }>): string {
  if (need.kind === 'passed') return 'ok';
  // Without an objection an earlier round failed, and nobody remembers in what.
  return need.kind === 'failed' && need.objections.length > 0 ? namesOf(need.objections) : NOT_PROVEN;
}

function namesOf(results: readonly CheckResult[]): string {
  return results.map(({ check }) => check).join(' ');
}

function afterUpdate(distribution: Distribution, part: PartPlan, baseline: string, proving: Proving): PartPlan {
  const over = tagStep(distribution, {}, [TAG.baseline]);
  const [etag, ...words] = baseline.split(' ');
  if (proving === 'not-asked' || words.includes(NOT_PROVEN) || etag === distribution.etag)
    return { ...part, steps: over };
  const need = proving('edge');
  switch (need.kind) {
    case 'needed': {
      const by = `proof of distribution ${distribution.id} after it was corrected`;
      return {
        ...part,
        steps: over.map((step) => ({ ...step, state: { kind: 'blocked', by, onProof: true } })),
        toProve: need,
      };
    }
    case 'passed':
      return { ...part, steps: over };
    case 'not-possible':
      return { ...part, steps: over, notes: [...part.notes, describeNotPossible(need.failure)] };
    case 'failed':
      if (need.objections.length === 0) return judgedLater(distribution, part, need.proof);
      return judge(
        distribution,
        part,
        over,
        need.objections.filter((one) => isRegression(one, words)),
      );
  }
}

function isRegression({ check, verdict }: CheckResult, failedBefore: readonly string[]): boolean {
  return verdict === 'fail' && !failedBefore.includes(check);
}

/** Not proven, and nothing to undo it for: the baseline stays, and a later look tries again. */
function judgedLater({ id }: Distribution, part: PartPlan, { passes }: Proof): PartPlan {
  const note = `a correction of distribution ${id} is not judged yet: only ${passes} of ${PASSES_NEEDED} rounds in a row passed`;
  return { ...part, notes: [...part.notes, note] };
}

function judge(
  distribution: Distribution,
  part: PartPlan,
  over: readonly Step[],
  regressions: readonly CheckResult[],
): PartPlan {
  if (regressions.length === 0) return { ...part, steps: over };
  const notes = regressions.map(
    (one) => `a correction of distribution ${distribution.id} made it worse: ${describeCheck(one)}`,
  );
  const steps = tagStep(distribution, { [TAG.baseline]: `${REGRESSED} ${namesOf(regressions)}` });
  return { ...part, steps, notes: [...part.notes, ...notes] };
}

/** What was written after our update is somebody's, and is not undone. */
function undoOrHold(
  distribution: Distribution,
  part: PartPlan,
  checks: string,
  updated: Updated | undefined,
): PartPlan {
  const isLast = updated?.distributionId === distribution.id && updated.etag === distribution.etag;
  if (!isLast || !updated.changes.every(isUndoable)) return hold(distribution, part, `${FAILED_PROOF}: ${checks}`);
  const undo = updateStep(distribution, updated.changes.map(reversed));
  const notes = [
    ...part.notes,
    `the last correction of distribution ${distribution.id} is undone: ${checks} failed after it`,
  ];
  const undone = `${UNDONE} ${distribution.etag ?? ''} ${checks}`;
  return { ...part, steps: [...tagStep(distribution, { [TAG.baseline]: undone }), ...undo], notes };
}

/** Remembered before it is done: as long as the ETag is the one from before, the undoing never arrived. */
function finishUndo(
  distribution: Distribution,
  part: PartPlan,
  baseline: string,
  updated: Updated | undefined,
): PartPlan {
  const [etag, ...checks] = checksIn(baseline).split(' ');
  if (etag === distribution.etag) return undoOrHold(distribution, part, checks.join(' '), updated);
  // What somebody wrote instead undoes nothing for certain.
  const isDone = updated?.distributionId === distribution.id && updated.etag === distribution.etag;
  return hold(distribution, part, `${FAILED_PROOF}${isDone ? AND_UNDONE : ''}: ${checks.join(' ')}`);
}

/** `regressed: answer head` → `answer head`. */
function checksIn(baseline: string): string {
  return baseline.slice(baseline.indexOf(' ') + 1);
}

function hold(distribution: Distribution, part: PartPlan, why: string): PartPlan {
  return { ...part, steps: tagStep(distribution, { [TAG.held]: why }, [TAG.baseline]) };
}

/** Whether an edge is held with the correction that failed still on it. */
export function isStillThere(held: string | undefined): boolean {
  return held?.startsWith(`${FAILED_PROOF}:`) === true;
}

function isUndoable({ path, secret }: FieldChange): boolean {
  return secret === undefined && originHeaderAt(path) === undefined && !EXCLUSIVE.test(path);
}

function reversed(change: FieldChange): FieldChange {
  return { ...change, before: change.after, after: change.before };
}
