import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { World } from '../core/world.ts';
import { aliasTargetProblems } from './alias-target.ts';
import { liesWithin, parseDnsName } from './dns-name.ts';
import { protectionProblems } from './protection.ts';
import { quoted, sameContent, sameSlot } from './record-set.ts';
import { recordValueProblems } from './record-value.ts';
import { routingProblems } from './routing-problems.ts';
import type { RecordSets, Zone } from './state.ts';

/** The zone as the earlier changes of the batch leave it. */
export interface ZoneView {
  readonly zone: Zone;
  readonly records: RecordSets;
  readonly world: World;
}

/** Everything that Route 53 says against one change, in its order: the record set itself, then the zone around it. */
export function changeProblems({ Action, ResourceRecordSet: recordSet }: Change, view: ZoneView): string[] {
  if (recordSet === undefined) return [];
  const itself = recordSetProblems(recordSet, view.zone);
  if (itself.length > 0) return itself;
  const refused = [...protectionProblems(recordSet, view.zone), ...presenceProblems(Action, recordSet, view.records)];
  if (Action === 'DELETE' || refused.length > 0) return refused;
  const neighbors = neighborsOf(recordSet, view.records);
  return [
    ...cnameProblems(recordSet, neighbors, view.zone),
    ...routingProblems(recordSet, neighbors),
    ...aliasTargetProblems(recordSet, view),
  ];
}

function recordSetProblems(recordSet: ResourceRecordSet, { name: zoneName }: Zone): string[] {
  const { Name = '', Type } = recordSet;
  const parsed = parseDnsName(Name);
  if (parsed.kind === 'problem') return [parsed.problem];
  if (!liesWithin(Name, zoneName) || (Type === 'SOA' && Name !== zoneName))
    return [`RRSet with DNS name ${Name} is not permitted in zone ${zoneName}`];
  return recordValueProblems(recordSet);
}

function presenceProblems(action: Change['Action'], recordSet: ResourceRecordSet, records: RecordSets): string[] {
  const present = records.get(recordSet.Name ?? '')?.find((other) => sameSlot(other, recordSet));
  if (action === 'CREATE' && present !== undefined)
    return [`Tried to create resource record set ${quoted(recordSet)} but it already exists`];
  if (action !== 'DELETE') return [];
  if (present === undefined) return [`Tried to delete resource record set ${quoted(recordSet)} but it was not found`];
  if (sameContent(present, recordSet)) return [];
  return [
    `Tried to delete resource record set ${quoted(recordSet)} but the values provided do not match the current values`,
  ];
}

/** The other record sets at the same name. */
function neighborsOf(recordSet: ResourceRecordSet, records: RecordSets): ResourceRecordSet[] {
  return (records.get(recordSet.Name ?? '') ?? []).filter((other) => !sameSlot(other, recordSet));
}

/** A name with a CNAME can hold nothing else, and the zone's own name always holds NS and SOA. */
function cnameProblems(recordSet: ResourceRecordSet, neighbors: readonly ResourceRecordSet[], zone: Zone): string[] {
  const subject = `RRSet of type ${recordSet.Type} with DNS name ${recordSet.Name}`;
  if (recordSet.Type !== 'CNAME')
    return neighbors.some(({ Type }) => Type === 'CNAME')
      ? [
          `${subject} is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone ${zone.name}`,
        ]
      : [];
  if (recordSet.Name === zone.name) return [`${subject} is not permitted at apex in zone ${zone.name}`];
  if (neighbors.some(({ Type }) => Type !== 'CNAME'))
    return [
      `${subject} is not permitted as it conflicts with other records with the same DNS name in zone ${zone.name}`,
    ];
  return (recordSet.ResourceRecords ?? []).length > 1 ? [`${subject} must contain exactly one resource record.`] : [];
}
