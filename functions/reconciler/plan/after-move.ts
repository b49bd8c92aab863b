/** Records that have moved are followed until callers use them, tried through DNS, and taken back where that fails. */
import type { Distribution } from '../model/distribution.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import { PASSES_NEEDED, type Proof } from '../model/proof.ts';
import { LONGEST_TAG_VALUE, TAG } from '../model/tags.ts';
import { aliasTtlSeconds } from './alias-ttl.ts';
import { failedWord, forgetCutOver, rememberCutOver } from './cut-over-tag.ts';
import { EMPTY_PART, type PartPlan } from './part-plan.ts';
import { describeNotPossible, describeProof, type Proving } from './proof-need.ts';
import { recordsWait } from './records-wait.ts';
import { restoreRecords } from './restore-records.ts';
import { tagStep } from './tag-step.ts';

/** The change is INSYNC: from now on resolvers forget. Where its id was lost, the time that Route 53 may need is added. */
export function whenInsync(
  observed: ObservedEdge,
  distribution: Distribution,
  records: PartPlan,
  { ttl, drainSeconds }: { readonly ttl: number; readonly drainSeconds: number },
): PartPlan {
  if (records.steps.some(({ action }) => action === 'wait')) return records;
  const lost = records.steps.length === 0 ? aliasTtlSeconds(drainSeconds) : 0;
  const followed = new Date(Date.parse(observed.now) + (ttl + lost) * 1000).toISOString();
  return { ...records, steps: [...rememberCutOver(observed, distribution, followed), ...records.steps] };
}

export function afterMove(
  observed: ObservedEdge,
  distribution: Distribution,
  cutOver: string,
  records: PartPlan,
  proving: Proving,
): PartPlan {
  const seconds = Math.ceil((Date.parse(cutOver) - Date.parse(observed.now)) / 1000);
  if (seconds > 0) return { ...records, steps: [followStep(observed, seconds)] };
  const over = forgetCutOver(distribution);
  if (proving === 'not-asked') return { ...records, steps: over };
  const need = proving('dns');
  switch (need.kind) {
    case 'needed': {
      const by = `proof of ${observed.domainName} through DNS`;
      return {
        ...records,
        steps: over.map((step) => ({ ...step, state: { kind: 'blocked', by, onProof: true } })),
        toProve: need,
      };
    }
    case 'failed': {
      if (need.objections.length === 0) return provenLater(observed, records, need.proof);
      const failed = need.objections.filter(({ verdict: word }) => word === 'fail');
      if (failed.length === 0) return { ...records, steps: over, notes: [...records.notes, describeProof(need.proof)] };
      return takeBack(observed, distribution, failedWord(failed));
    }
    case 'not-possible':
      return { ...records, steps: over, notes: [...records.notes, describeNotPossible(need.failure)] };
    case 'passed':
      return { ...records, steps: over, notes: [...records.notes, describeProof(need.proof)] };
  }
}

/** Nothing to take the records back for, and no proof: the cut-over stays open, and a later look tries again. */
function provenLater({ domainName }: ObservedEdge, records: PartPlan, { passes }: Proof): PartPlan {
  const note = `the cut-over of ${domainName} is not proven through DNS yet: only ${passes} of ${PASSES_NEEDED} rounds in a row passed`;
  return { ...records, notes: [...records.notes, note] };
}

function followStep({ domainName }: ObservedEdge, seconds: number): Step {
  return recordsWait(`callers of ${domainName} to follow the new records (DNS answers expire)`, { seconds });
}

/**
 * Remembered before the records go back, so that a crash in between neither leaves them on a broken edge nor moves them again; held when they are
 * back.
 */
export function takeBack(observed: ObservedEdge, distribution: Distribution, failed: string): PartPlan {
  const name = observed.domainName;
  const back = restoreRecords(observed, distribution, 'stays');
  const went = back.steps.length > 0 ? 'go' : 'went';
  const detail = `records of ${name}: ${went} back to what they were, because the proof through DNS ${failed}; remove the tag ${TAG.held} once the reason is gone`;
  if (back.refusals.length > 0 || back.verdicts.length > 0) return back;
  const steps =
    back.steps.length > 0
      ? [...rememberCutOver(observed, distribution, failed), ...back.steps]
      : tagStep(distribution, { [TAG.held]: `proof through DNS ${failed}`.slice(0, LONGEST_TAG_VALUE) }, [TAG.cutOver]);
  return { ...EMPTY_PART, steps, notes: [detail] };
}
