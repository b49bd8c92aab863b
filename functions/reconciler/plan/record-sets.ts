/** Where record sets lead, and the alias records that lead there. */
import { describeRecordSet, type RecordSet } from '../model/alias-records.ts';
import { type DomainName, domainNameFromAws } from '../model/names.ts';
import type { FieldChange } from '../model/plan.ts';

export function aliasTo(name: DomainName, type: string, dnsName: DomainName, hostedZoneId: string): RecordSet {
  return {
    name,
    type,
    setIdentifier: undefined,
    target: { kind: 'alias', dnsName, hostedZoneId, evaluateTargetHealth: false },
  };
}

/** Whether callers of this record reach `target`. A weighted or latency record reaches it only sometimes: that is somebody's scheme. */
export function leadsTo(record: RecordSet, target: DomainName): boolean {
  if (record.setIdentifier !== undefined) return false;
  if (record.target.kind === 'alias') return record.target.dnsName === target;
  return record.type === 'CNAME' && record.target.values.every((value) => domainNameFromAws(value) === target);
}

export function recordChanges(remove: readonly RecordSet[], create: readonly RecordSet[]): readonly FieldChange[] {
  const types = [...new Set([...remove, ...create].map((record) => record.type))].sort();
  return types.map((type) => ({
    path: `${type} record`,
    before: remove.filter((record) => record.type === type).map(describeRecordSet)[0],
    after: create.filter((record) => record.type === type).map(describeRecordSet)[0],
    because: ['EDGE-14'],
  }));
}
