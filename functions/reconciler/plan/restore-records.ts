/**
 * The records of an edge that is let go: back to what the name held before, and then long enough untouched that nobody acts on the old answer.
 *
 *   records at the name                         | plan
 *   some lead here                              | mark the restoring, then one batch: away from here, back to what was
 *   some lead here only sometimes (weighted, …) | refused: that is somebody's scheme
 *   none leads here, a change is PENDING        | wait
 *   none leads here any more                    | drain: wait out the time that resolvers may hold the old answer
 *   EDGE-14 is not enforced on the edge         | drain as well: its owner led the name, and maybe took it away a moment ago
 *   none ever led here                          | nothing
 *
 * `drain-until` is `restoring` from before the batch until the change is INSYNC, then the instant when the drain is over. Records that lead here
 * again start it anew.
 */
import {
  type AliasRecords,
  describeRecordSet,
  describeRivals,
  describeZone,
  mentions,
  type RecordSet,
} from '../model/alias-records.ts';
import { rulesFromTag } from '../model/desired-tags.ts';
import type { Distribution } from '../model/distribution.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';
import type { Step } from '../model/plan.ts';
import { ruleMode } from '../model/rules.ts';
import { TAG } from '../model/tags.ts';
import { isMovedHere, recordsBefore } from './dns-before.ts';
import { EMPTY_PART, notChecked, type PartPlan, READY, refused } from './part-plan.ts';
import { leadsTo, recordChanges } from './record-sets.ts';
import { recordsWait } from './records-wait.ts';
import { settleChange } from './settle-change.ts';
import { tagStep } from './tag-step.ts';
import { placeOf, placesAsked } from './zone-place.ts';

const RESTORING = 'restoring';
/** Route 53 reaches its servers within about a minute; where the change's id was lost, that long is added to the drain. */
const PROPAGATION_SECONDS = 60;

/**
 * Everything about the records before the distribution may stop answering; nothing may follow it while it has steps, refusals or unread parts.
 * `stays`: the distribution goes on answering, so nobody has to leave it first.
 */
export function restoreRecords(
  observed: ObservedEdge,
  distribution: Distribution,
  drainSeconds: number | 'stays',
): PartPlan {
  const subject = `alias records of ${observed.domainName}`;
  const moved = isMovedHere(distribution.tags, observed.domainName);
  if (observed.aliasRecords.kind !== 'present') {
    const detail = `public hosted zone for ${observed.domainName}: not visible in ${placesAsked(observed)}, so nobody can tell whether the name still leads to distribution ${distribution.id}; make it visible, or take the tag ${TAG.dnsBefore} off to let go all the same`;
    if (moved) return notChecked('EDGE-14', subject, detail);
    return drainSeconds === 'stays' ? EMPTY_PART : drain(observed, distribution, undefined, drainSeconds);
  }
  const { value: records } = observed.aliasRecords;
  if (records.rivalZones.length > 0) {
    return refused(
      'EDGE-14',
      subject,
      `${subject}: zones ${describeRivals([records.zone, ...records.rivalZones])} fit equally well; write the id of the delegated one into the tag ${TAG.dnsZone}`,
    );
  }
  const leadingElsewhere = records.elsewhere.filter(({ recordSets }) =>
    recordSets.some((record) => mentions(record, distribution.domainName)),
  );
  if (leadingElsewhere.length > 0) {
    const found = leadingElsewhere.map(({ zone }) => describeZone(zone)).join(', ');
    return refused(
      'EDGE-14',
      subject,
      `${subject}: lead to distribution ${distribution.id} in another zone too, got ${found}; remove them there first`,
    );
  }
  const leading = records.recordSets.filter((record) => leadsTo(record, distribution.domainName));
  const sometimes = records.recordSets.filter(
    (record) => !leading.includes(record) && mentions(record, distribution.domainName),
  );
  if (sometimes.length > 0) {
    const found = sometimes.map(describeRecordSet).sort().join(', ');
    return refused(
      'EDGE-14',
      subject,
      `${subject}: still lead to distribution ${distribution.id} by a scheme of somebody's, got ${found}; point them elsewhere first`,
    );
  }
  if (leading.length > 0) return moveBack(observed, distribution, records, leading, drainSeconds);
  return drainSeconds === 'stays' ? EMPTY_PART : drain(observed, distribution, records, drainSeconds);
}

function moveBack(
  observed: ObservedEdge,
  distribution: Distribution,
  records: AliasRecords,
  leading: readonly RecordSet[],
  drainSeconds: number | 'stays',
): PartPlan {
  const staying = records.recordSets.filter((record) => !leading.includes(record)).map((record) => record.type);
  const create = recordsBefore(observed, distribution.tags).filter((record) => !collides(record.type, staying));
  const step: Step = {
    part: 'alias-records',
    action: 'update',
    target: `alias records of ${observed.domainName} in zone ${describeZone(records.zone)}`,
    ...placeOf(records.zone),
    remove: leading,
    create,
    distributionArn: distribution.arn,
    changes: recordChanges(leading, create),
    because: ['asked-for'],
    state: READY,
  };
  if (drainSeconds === 'stays') return { ...EMPTY_PART, steps: [step] };
  const mark = tagStep(distribution, { [TAG.drainUntil]: RESTORING }, [TAG.dnsChange]);
  return { ...EMPTY_PART, steps: [...mark, step, leaving(observed, drainSeconds)] };
}

/** A type that somebody's record holds already is theirs; a CNAME stands beside nothing. */
function collides(type: string, staying: readonly string[]): boolean {
  return staying.includes(type) || (type === 'CNAME' ? staying.length > 0 : staying.includes('CNAME'));
}

function drain(
  observed: ObservedEdge,
  distribution: Distribution,
  records: AliasRecords | undefined,
  drainSeconds: number,
): PartPlan {
  const { tags, settings } = distribution;
  const until = tags[TAG.drainUntil];
  const moved = isMovedHere(tags, observed.domainName);
  const everLed = until !== undefined || moved || isLedByOwner(distribution);
  if (!settings.enabled || !everLed || (until !== undefined && until !== RESTORING && until <= observed.now))
    return EMPTY_PART;
  const settling = records === undefined ? [] : settleChange(observed.domainName, records, distribution);
  const pending = settling.filter((step) => step.action === 'wait');
  if (pending.length > 0) return { ...EMPTY_PART, steps: pending };

  if (until !== undefined && until !== RESTORING) {
    const left = Math.ceil((Date.parse(until) - Date.parse(observed.now)) / 1000);
    return { ...EMPTY_PART, steps: [leaving(observed, left)] };
  }
  const seconds = records?.lastChange === 'INSYNC' ? drainSeconds : drainSeconds + PROPAGATION_SECONDS;
  const end = new Date(Date.parse(observed.now) + seconds * 1000).toISOString();
  return {
    ...EMPTY_PART,
    steps: [...tagStep(distribution, { [TAG.drainUntil]: end }, [TAG.dnsChange]), leaving(observed, seconds)],
  };
}

/** Where EDGE-14 is not enforced, nobody wrote down whether the name ever led here. */
export function isLedByOwner({ tags }: Distribution): boolean {
  return ruleMode('EDGE-14', rulesFromTag(tags[TAG.rules]), {}) !== 'enforce';
}

/** Shown behind the batch too, so that a person sees the wait that comes. */
function leaving({ domainName }: ObservedEdge, seconds: number): Step {
  const what = `callers of ${domainName} to leave the distribution (DNS answers expire)`;
  return recordsWait(what, { seconds, because: 'asked-for' });
}
