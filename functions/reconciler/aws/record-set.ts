import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { RecordSet } from '../model/alias-records.ts';
import { domainNameFromAws } from '../model/names.ts';

export function fromResourceRecordSet(set: ResourceRecordSet): RecordSet {
  const alias = set.AliasTarget;
  return {
    name: domainNameFromAws(set.Name ?? ''),
    type: set.Type ?? '',
    setIdentifier: set.SetIdentifier,
    target:
      alias === undefined
        ? {
            kind: 'values',
            ttlSeconds: set.TTL ?? 0,
            values: (set.ResourceRecords ?? []).map((record) => record.Value ?? '').sort(),
          }
        : {
            kind: 'alias',
            dnsName: domainNameFromAws(alias.DNSName ?? ''),
            hostedZoneId: alias.HostedZoneId ?? '',
            evaluateTargetHealth: alias.EvaluateTargetHealth === true,
          },
  };
}

/** Simple routing only: other record sets are refused before they could be written. */
export function toResourceRecordSet(record: RecordSet): ResourceRecordSet {
  const target = record.target;
  const set = { Name: `${record.name}.`, Type: record.type as ResourceRecordSet['Type'] };
  return target.kind === 'values'
    ? { ...set, TTL: target.ttlSeconds, ResourceRecords: target.values.map((value) => ({ Value: value })) }
    : {
        ...set,
        AliasTarget: {
          DNSName: `${target.dnsName}.`,
          HostedZoneId: target.hostedZoneId,
          EvaluateTargetHealth: target.evaluateTargetHealth,
        },
      };
}
