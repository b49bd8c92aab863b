import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { RecordSetProtection, Zone } from './state.ts';

export function findProtection(zone: Zone, recordName: string, recordType: string): RecordSetProtection | undefined {
  return zone.protections.find((other) => other.recordName === recordName && other.recordType === recordType);
}

/** A protected name and type can be neither created, changed nor deleted; the message quotes the comment. */
export function protectionProblems({ Name = '', Type = 'A' }: ResourceRecordSet, zone: Zone): string[] {
  const protection = findProtection(zone, Name, Type);
  if (protection === undefined) return [];
  const comment = protection.comment === undefined ? '' : `: ${protection.comment}`;
  return [`RRSet with DNS name ${Name}, type ${Type} is protected in zone ${zone.name}${comment}`];
}
