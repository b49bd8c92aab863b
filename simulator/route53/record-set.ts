import type { AliasTarget, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { compareAscii, orderKey, parseDnsName } from './dns-name.ts';

/** What tells the record sets of one name apart. */
export function sameSlot(one: ResourceRecordSet, other: ResourceRecordSet): boolean {
  return one.Type === other.Type && one.SetIdentifier === other.SetIdentifier;
}

/** The record set as Route 53 keeps it: names canonical, absent members left out. */
export function toCanonical(recordSet: ResourceRecordSet): ResourceRecordSet {
  const members = Object.entries(recordSet).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(members) as unknown as ResourceRecordSet),
    Name: canonicalName(recordSet.Name),
    ...(recordSet.AliasTarget !== undefined && { AliasTarget: canonicalTarget(recordSet.AliasTarget) }),
  };
}

/** Whether a DELETE repeats the record set exactly; only the order of the values is free. */
export function sameContent(one: ResourceRecordSet, other: ResourceRecordSet): boolean {
  return fingerprint(one) === fingerprint(other);
}

/** ASCII order of the reversed names, then of types, then of set identifiers. */
export function compareRecordSets(one: ResourceRecordSet, other: ResourceRecordSet): number {
  return (
    compareAscii(orderKey(one.Name ?? ''), orderKey(other.Name ?? '')) ||
    compareAscii(one.Type ?? '', other.Type ?? '') ||
    compareAscii(one.SetIdentifier ?? '', other.SetIdentifier ?? '')
  );
}

/** `[name='www.example.com.', type='A']`, as Route 53's messages quote a record set. */
export function quoted({ Name, Type, SetIdentifier }: ResourceRecordSet): string {
  const identifier = SetIdentifier === undefined ? '' : `, set-identifier='${SetIdentifier}'`;
  return `[name='${Name}', type='${Type}'${identifier}]`;
}

function canonicalName(text: string | undefined): string {
  const parsed = parseDnsName(text ?? '');
  return parsed.kind === 'name' ? parsed.name : (text ?? '');
}

function canonicalTarget(target: AliasTarget): AliasTarget {
  return {
    ...target,
    DNSName: canonicalName(target.DNSName),
    EvaluateTargetHealth: target.EvaluateTargetHealth ?? false,
  };
}

function fingerprint(recordSet: ResourceRecordSet): string {
  const values = recordSet.ResourceRecords?.map(({ Value }) => Value ?? '').sort(compareAscii);
  return stableJson({ ...recordSet, ResourceRecords: values });
}

function stableJson(value: object): string {
  return JSON.stringify(value, (_, member: unknown) =>
    isPlainObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => compareAscii(one, other)))
      : member,
  );
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
