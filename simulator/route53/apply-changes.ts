import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { World } from '../core/world.ts';
import { batchProblems } from './batch-problems.ts';
import { changeProblems } from './change-problems.ts';
import { sameSlot } from './record-set.ts';
import { weightedTtlProblems } from './routing-problems.ts';
import { maximumRecordSets, type RecordSets, type Zone } from './state.ts';
import { allRecordSets } from './to-hosted-zone.ts';

export interface AppliedBatch {
  /** The zone's record sets after the batch. */
  readonly records: RecordSets;
  readonly changedNames: ReadonlySet<string>;
  /** Empty when Route 53 accepts the batch. */
  readonly problems: readonly string[];
}

/**
 * Looks at each change against the zone as the changes before it leave it, and changes nothing: the whole batch takes effect,
 * or none of it. All problems are collected, as AWS reports them together.
 */
export function applyChanges(changes: readonly Change[], zone: Zone, world: World): AppliedBatch {
  const records: RecordSets = new Map(zone.records);
  const problems = batchProblems(changes);
  for (const change of changes) {
    const found = changeProblems(change, { zone, records, world });
    problems.push(...found);
    if (found.length === 0) apply(change, records);
  }
  const changedNames = new Set(changes.map(({ ResourceRecordSet: recordSet }) => recordSet?.Name ?? ''));
  return { records, changedNames, problems: [...problems, ...outcomeProblems(records, changedNames, zone)] };
}

function apply({ Action, ResourceRecordSet: recordSet }: Change, records: RecordSets): void {
  if (recordSet?.Name === undefined) return;
  const others = (records.get(recordSet.Name) ?? []).filter((other) => !sameSlot(other, recordSet));
  const after = Action === 'DELETE' ? others : [...others, recordSet];
  if (after.length === 0) records.delete(recordSet.Name);
  else records.set(recordSet.Name, after);
}

/** What must hold once the whole batch has been applied. */
function outcomeProblems(records: RecordSets, changedNames: ReadonlySet<string>, zone: Zone): string[] {
  const apex = records.get(zone.name) ?? [];
  return [
    ...(hasType(apex, 'NS') ? [] : ['A HostedZone must contain at least one NS record for the zone itself.']),
    ...(hasType(apex, 'SOA') ? [] : ['A HostedZone must contain exactly one SOA record.']),
    ...[...changedNames].flatMap((name) => weightedTtlProblems(records.get(name) ?? [])),
    ...(allRecordSets(records).length > maximumRecordSets
      ? [`Exceeded limit MAX_RRSETS_BY_ZONE for zone: ${zone.id}`]
      : []),
  ];
}

function hasType(recordSets: readonly ResourceRecordSet[], type: string): boolean {
  return recordSets.some(({ Type }) => Type === type);
}
