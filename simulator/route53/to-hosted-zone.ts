import type { HostedZone, ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { RecordSets, Zone } from './state.ts';

export function toHostedZone(zone: Zone): HostedZone {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: zone.name,
    CallerReference: zone.callerReference,
    Config: { ...(zone.comment !== undefined && { Comment: zone.comment }), PrivateZone: zone.privateZone },
    ResourceRecordSetCount: allRecordSets(zone.records).length,
    ...(zone.linkedService !== undefined && { LinkedService: zone.linkedService }),
  };
}

export function allRecordSets(records: RecordSets): ResourceRecordSet[] {
  return [...records.values()].flat();
}
