/**
 * Records move only to an edge that was tried on its real name, and move back when what worked before does not work behind them.
 *
 *   records, as EDGE-14 plans them             | with proof
 *   do not move                                | as planned
 *   may move now                               | prove the distribution first: no proof, no move
 *   moved, the change is INSYNC                | once callers had time to follow, the same checks through DNS
 *     these pass, or nobody can try            | the cut-over is over
 *     these fail                               | remembered as failed; records go back
 *   went back                                  | held: nothing moves again until a person has cleared the tag
 *
 * Where nobody tries, nothing is proven, and the rest goes on all the same: what a look with proofs began, any later look finishes.
 *
 * `cut-over` holds how many seconds after INSYNC callers use the new records, then that instant, then `failed` with what failed, until the edge is held.
 */
import type { Distribution } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import { CHECKS, type CheckResult, describeCheck, PASSES_NEEDED, type Proof } from '../model/proof.ts';
import { TAG } from '../model/tags.ts';
import { leadsTo } from './alias-records.ts';
import { isMemoryOfAny, memoryOf, memoryToTag } from './name-memory.ts';
import { EMPTY_PART, mergeParts, type PartPlan, refused, verdict, waitingFor } from './part-plan.ts';
import { describeNotPossible, type ProofNeed } from './proof-need.ts';
import { restoreRecords } from './restore-records.ts';
import { tagStep } from './tag-step.ts';

/**
 * How long an answer that is an alias record lives. Route 53 reaches its servers within about as long, and no caller is waited for longer than five
 * times that. In a simulation it is less: `drainSeconds`.
 */
const ALIAS_TTL_SECONDS = 60;
const LONGEST_TTLS = 5;
const OTHER_POLL_SECONDS = 10;
const FAILED = 'failed';
const UNTIL_INSYNC = /^in (\d+)$/;
/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const LONGEST_TAG = 256;

/** How to prove, or `not-asked` where the owner or this look does not want it. */
export type Proving = 'not-asked' | ((through: Proof['through']) => ProofNeed);

export interface CutOverFacts {
  readonly proving: Proving;
  /** What is still to be written to the distribution. Until that is done there is nothing to prove: the proof would be of another one. */
  readonly before: readonly Step[];
  /** How long callers may still use old DNS answers. */
  readonly drainSeconds: number;
}

export function planCutOver(
  edge: DesiredEdge,
  observed: ObservedEdge,
  records: PartPlan,
  { proving, before, drainSeconds }: CutOverFacts,
): PartPlan {
  if (observed.distribution.kind !== 'present') return records;
  const distribution = observed.distribution.value;
  const cutOver = cutOverOf(observed, distribution);
  if (cutOver?.startsWith(FAILED)) return takeBack(observed, distribution, cutOver);
  if (before.some(({ action }) => action !== 'tag')) return records;
  if (records.steps.some(isMove)) {
    return proving === 'not-asked'
      ? records
      : beforeMove(edge, observed, records, { distribution, proving, drainSeconds });
  }
  if (cutOver === undefined || records.refusals.length > 0) return records;
  const [, ttl] = UNTIL_INSYNC.exec(cutOver) ?? [];
  if (ttl !== undefined) return whenInsync(observed, distribution, records, { ttl: Number(ttl), drainSeconds });
  if (records.steps.length > 0) return records;
  return afterMove(observed, distribution, cutOver, records, proving);
}

/** What failed takes its records back before anything else is written to the edge, held or not. */
export function isGoingBack(observed: ObservedEdge, { steps }: PartPlan): boolean {
  const { distribution } = observed;
  if (distribution.kind !== 'present' || steps.length === 0) return false;
  const begins = steps.some((step) => step.action === 'tag' && step.set[TAG.cutOver]?.startsWith(FAILED));
  return begins || cutOverOf(observed, distribution.value)?.startsWith(FAILED) === true;
}

function cutOverOf({ domainName }: ObservedEdge, { tags }: Distribution): string | undefined {
  return memoryOf(tags, TAG.cutOver, domainName);
}

function remember({ domainName }: ObservedEdge, distribution: Distribution, cutOver: string): readonly Step[] {
  return tagStep(distribution, { [TAG.cutOver]: memoryToTag(distribution.tags, domainName, cutOver) });
}

function isMove(step: Step): boolean {
  return step.part === 'alias-records' && step.action === 'update';
}

/** A record that was lost beside others that lead here is only put back: callers use this edge already. */
function isCutOver({ aliasRecords }: ObservedEdge, distribution: Distribution): boolean {
  const sets = aliasRecords.kind === 'present' ? aliasRecords.value.recordSets : [];
  return !sets.some((record) => leadsTo(record, distribution.domainName));
}

interface MoveFacts extends Pick<CutOverFacts, 'drainSeconds'> {
  readonly distribution: Distribution;
  readonly proving: Exclude<Proving, 'not-asked'>;
}

function beforeMove(
  edge: DesiredEdge,
  observed: ObservedEdge,
  records: PartPlan,
  { distribution, proving, drainSeconds }: MoveFacts,
): PartPlan {
  const move = records.steps.find(isMove);
  if (move?.state.kind !== 'ready' || !isCutOver(observed, distribution)) return records;
  if (isOtherMoving(edge, distribution)) return { ...records, steps: [otherStep(distribution)] };
  const need = proving('edge');
  switch (need.kind) {
    case 'needed': {
      const by = `proof of distribution ${distribution.id} on the name ${edge.domainName}`;
      return { ...records, steps: [{ ...move, state: { kind: 'blocked', by, onProof: true } }], toProve: need };
    }
    case 'passed':
      return {
        ...records,
        steps: [...remember(observed, distribution, afterInsync(move, drainSeconds)), ...records.steps],
        notes: [...records.notes, describeProof(need.proof)],
      };
    case 'failed':
      return need.objections.length === 0
        ? refuseTooFew(distribution, records, need.proof)
        : refuseFor(distribution, records, need.objections);
    case 'not-possible':
      return withoutProof(edge, distribution, records, describeNotPossible(need.failure));
  }
}

function refuseFor(distribution: Distribution, records: PartPlan, objections: readonly CheckResult[]): PartPlan {
  const subject = `proof of distribution ${distribution.id}`;
  return {
    ...records,
    steps: [],
    verdicts: [
      ...records.verdicts,
      ...objections.map((one) =>
        verdict(CHECKS[one.check].rule, 'refused', `${subject}: ${one.check}`, {
          before: one.received,
          after: one.expected,
          detail: `${CHECKS[one.check].sentence}; ${describeCheck(one)}`,
        }),
      ),
    ],
    refusals: [
      ...records.refusals,
      ...objections.map((one) => ({
        rule: CHECKS[one.check].rule,
        detail: `${subject}: ${describeCheck(one)}; records stay as they are until this passes, or AcceptedDifferences names ${one.check}`,
      })),
    ],
  };
}

/** The last round passed, an earlier one did not: edge locations still differ, or time ran out. */
function refuseTooFew({ id }: Distribution, records: PartPlan, { passes }: Proof): PartPlan {
  const subject = `proof of distribution ${id}`;
  const detail = `${subject}: only ${passes} of ${PASSES_NEEDED} rounds in a row passed; records stay as they are until ${PASSES_NEEDED} do`;
  return mergeParts([{ ...records, steps: [] }, refused('EDGE-14', subject, detail)]);
}

function withoutProof(edge: DesiredEdge, { id }: Distribution, records: PartPlan, why: string): PartPlan {
  if (edge.proof !== 'require') return { ...records, notes: [...records.notes, `distribution ${id}: ${why}`] };
  const detail = `distribution ${id}: ${why}; let the network that this runs in reach CloudFront and API Gateway on ports 80 and 443, or set Proof to if-possible`;
  return { ...records, steps: [], refusals: [...records.refusals, { rule: 'EDGE-14', detail }] };
}

/** One tag remembers one cut-over: names of one distribution move one after the other. A name that was taken off it holds up nobody. */
function isOtherMoving({ domainName }: DesiredEdge, { tags, settings }: Distribution): boolean {
  const others = settings.alternateDomainNames.filter((name) => name !== domainName);
  return isMemoryOfAny(tags, TAG.cutOver, others);
}

function otherStep({ id }: Distribution): Step {
  return waitStep(`the cut-over of another name on distribution ${id} to be over`, OTHER_POLL_SECONDS);
}

/** How long resolvers may remember what the name held, once Route 53 has told its servers. */
function afterInsync(move: Step, drainSeconds: number): string {
  const aliasTtl = Math.min(ALIAS_TTL_SECONDS, drainSeconds);
  const removed = move.part === 'alias-records' && move.action === 'update' ? move.remove : [];
  const ttls = removed.map(({ target }) => (target.kind === 'values' ? target.ttlSeconds : aliasTtl));
  return `in ${Math.min(LONGEST_TTLS * aliasTtl, Math.max(aliasTtl, ...ttls))}`;
}

/** The change is INSYNC: from now on resolvers forget. Where its id was lost, the time that Route 53 may need is added. */
function whenInsync(
  observed: ObservedEdge,
  distribution: Distribution,
  records: PartPlan,
  { ttl, drainSeconds }: { readonly ttl: number; readonly drainSeconds: number },
): PartPlan {
  if (records.steps.some(({ action }) => action === 'wait')) return records;
  const lost = records.steps.length === 0 ? Math.min(ALIAS_TTL_SECONDS, drainSeconds) : 0;
  const followed = new Date(Date.parse(observed.now) + (ttl + lost) * 1000).toISOString();
  return { ...records, steps: [...remember(observed, distribution, followed), ...records.steps] };
}

function afterMove(
  observed: ObservedEdge,
  distribution: Distribution,
  cutOver: string,
  records: PartPlan,
  proving: Proving,
): PartPlan {
  const seconds = Math.ceil((Date.parse(cutOver) - Date.parse(observed.now)) / 1000);
  if (seconds > 0) return { ...records, steps: [followStep(observed, seconds)] };
  const over = tagStep(distribution, {}, [TAG.cutOver]);
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
  return waitStep(`callers of ${domainName} to follow the new records (DNS answers expire)`, seconds);
}

function waitStep(what: string, seconds: number): Step {
  return {
    part: 'alias-records',
    action: 'wait',
    target: what,
    changes: [],
    because: ['EDGE-14'],
    state: waitingFor(what, seconds),
  };
}

/**
 * Remembered before the records go back, so that a crash in between neither leaves them on a broken edge nor moves them again; held when they are
 * back.
 */
function takeBack(observed: ObservedEdge, distribution: Distribution, failed: string): PartPlan {
  const name = observed.domainName;
  const back = restoreRecords(observed, distribution, 'stays');
  const went = back.steps.length > 0 ? 'go' : 'went';
  const detail = `records of ${name}: ${went} back to what they were, because the proof through DNS ${failed}; remove the tag ${TAG.held} once the reason is gone`;
  if (back.refusals.length > 0 || back.verdicts.length > 0) return back;
  const steps =
    back.steps.length > 0
      ? [...remember(observed, distribution, failed), ...back.steps]
      : tagStep(distribution, { [TAG.held]: `proof through DNS ${failed}`.slice(0, LONGEST_TAG) }, [TAG.cutOver]);
  return { ...EMPTY_PART, steps, notes: [detail] };
}

function failedWord(failed: readonly CheckResult[]): string {
  return `${FAILED}: ${failed.map(({ check }) => check).join(' ')}`.slice(0, LONGEST_TAG);
}

function describeProof({ distributionId, addresses, requests, passes, through }: Proof): string {
  const where = through === 'dns' ? 'through DNS' : 'on the real name';
  return `proof of distribution ${distributionId} ${where}: ${passes} rounds passed at ${addresses.join(', ')}, ${requests} requests`;
}
