/** No proof, no move: records that may move to a distribution do so once it was tried on the real name. */
import type { Distribution } from '../model/distribution.ts';
import type { DesiredEdge } from '../model/edge.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import { CHECKS, type CheckResult, describeCheck, PASSES_NEEDED, type Proof } from '../model/proof.ts';
import { aliasTtlSeconds } from './alias-ttl.ts';
import { afterInsync, isCuttingOver, rememberCutOver } from './cut-over-tag.ts';
import { mergeParts, type PartPlan, refused, verdict } from './part-plan.ts';
import { describeNotPossible, describeProof, type Proving } from './proof-need.ts';
import { leadsTo } from './record-sets.ts';
import { recordsWait } from './records-wait.ts';

/** No caller is waited for longer than five times an alias record's answer lives. */
const LONGEST_TTLS = 5;
const OTHER_POLL_SECONDS = 10;

export function isMove(step: Step): boolean {
  return step.part === 'alias-records' && step.action === 'update';
}

/** A record that was lost beside others that lead here is only put back: callers use this edge already. */
function isCutOver({ aliasRecords }: ObservedEdge, distribution: Distribution): boolean {
  const sets = aliasRecords.kind === 'present' ? aliasRecords.value.recordSets : [];
  return !sets.some((record) => leadsTo(record, distribution.domainName));
}

interface MoveFacts {
  readonly distribution: Distribution;
  readonly proving: Proving;
  readonly drainSeconds: number;
}

export function beforeMove(
  edge: DesiredEdge,
  observed: ObservedEdge,
  records: PartPlan,
  { distribution, proving, drainSeconds }: MoveFacts,
): PartPlan {
  const move = records.steps.find(isMove);
  if (move?.state.kind !== 'ready' || !isCutOver(observed, distribution)) return records;
  if (isOtherMoving(edge, distribution)) return { ...records, steps: [otherStep(distribution)] };
  if (proving === 'not-asked') return records;
  const need = proving('edge');
  switch (need.kind) {
    case 'needed': {
      const by = `proof of distribution ${distribution.id} on the name ${edge.domainName}`;
      return { ...records, steps: [{ ...move, state: { kind: 'blocked', by, onProof: true } }], toProve: need };
    }
    case 'passed':
      return {
        ...records,
        steps: [
          ...rememberCutOver(observed, distribution, afterInsync(longestAnswer(move, drainSeconds))),
          ...records.steps,
        ],
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
function isOtherMoving({ domainName }: DesiredEdge, distribution: Distribution): boolean {
  const others = distribution.settings.alternateDomainNames.filter((name) => name !== domainName);
  return isCuttingOver(distribution, others);
}

function otherStep({ id }: Distribution): Step {
  return recordsWait(`the cut-over of another name on distribution ${id} to be over`, { seconds: OTHER_POLL_SECONDS });
}

/** How many seconds resolvers may remember what the name held, once Route 53 has told its servers. */
function longestAnswer(move: Step, drainSeconds: number): number {
  const aliasTtl = aliasTtlSeconds(drainSeconds);
  const removed = move.part === 'alias-records' && move.action === 'update' ? move.remove : [];
  const ttls = removed.map(({ target }) => (target.kind === 'values' ? target.ttlSeconds : aliasTtl));
  return Math.min(LONGEST_TTLS * aliasTtl, Math.max(aliasTtl, ...ttls));
}
