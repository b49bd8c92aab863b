import type { ResourceRecordSet, RRType } from '@aws-sdk/client-route-53';
import { changeResourceRecordSets } from '../route53/change-resource-record-sets.ts';
import { createHostedZone } from '../route53/create-hosted-zone.ts';
import type { AliasEstate, HostedZoneEstate, RecordEstate, Reference } from './estate.ts';
import { EstateError } from './estate-error.ts';
import { toLookup } from './estate-names.ts';
import { at, type Seeding } from './seeding.ts';

const DEFAULT_TTL_SECONDS = 300;
const RECORDS_PER_BATCH = 500;

export function seedHostedZones(seeding: Seeding, zones: readonly HostedZoneEstate[]): void {
  zones.forEach((zone, index) => {
    const path = `${seeding.path}.hostedZones[${index}]`;
    const id = at(path, () => seedZone(seeding, zone, index));
    seedRecords(seeding, id, zone.records ?? [], path);
  });
}

function seedZone(seeding: Seeding, zone: HostedZoneEstate, index: number): string {
  const { HostedZone } = createHostedZone.run(
    {
      Name: zone.name,
      CallerReference: `estate-${seeding.account}-${index}`,
      VPC: zone.vpc && { VPCId: zone.vpc.id, VPCRegion: zone.vpc.region as 'us-east-1' },
    },
    seeding.context('us-east-1'),
  );
  return HostedZone?.Id ?? '';
}

function seedRecords(seeding: Seeding, HostedZoneId: string, records: readonly RecordEstate[], path: string): void {
  const recordSets = records.map((record, index) => toRecordSet(seeding, record, `${path}.records[${index}]`));
  for (let start = 0; start < recordSets.length; start += RECORDS_PER_BATCH) {
    const Changes = recordSets
      .slice(start, start + RECORDS_PER_BATCH)
      .map((ResourceRecordSet) => ({ Action: 'CREATE' as const, ResourceRecordSet }));
    at(`${path}.records`, () =>
      changeResourceRecordSets.run({ HostedZoneId, ChangeBatch: { Changes } }, seeding.context('us-east-1')),
    );
  }
}

function toRecordSet(seeding: Seeding, record: RecordEstate, path: string): ResourceRecordSet {
  const { name, type, ttl, values, alias, setIdentifier, weight, region } = record;
  if ((values === undefined) === (alias === undefined)) {
    throw new EstateError([`${path}: must have either values or alias`]);
  }
  const shared = {
    Name: name,
    Type: type as RRType,
    SetIdentifier: setIdentifier,
    Weight: weight,
    Region: region as 'us-east-1' | undefined,
  };
  if (alias !== undefined) {
    return { ...shared, AliasTarget: { ...toAliasTarget(seeding, alias, path), EvaluateTargetHealth: false } };
  }
  const ResourceRecords = (values ?? []).map((value) => ({ Value: toValue(seeding, value, path) }));
  return { ...shared, TTL: ttl ?? DEFAULT_TTL_SECONDS, ResourceRecords };
}

function toAliasTarget(seeding: Seeding, alias: Reference | AliasEstate, path: string) {
  if ('dnsName' in alias) {
    return { DNSName: alias.dnsName, HostedZoneId: alias.hostedZoneId };
  }
  const { value, hostedZoneId } = seeding.names.find(toLookup(alias, seeding.account), `${path}.alias`);
  if (hostedZoneId === undefined) {
    throw new EstateError([`${path}.alias: an alias record can target an apiDomain or a distribution only`]);
  }
  return { DNSName: value, HostedZoneId: hostedZoneId };
}

function toValue(seeding: Seeding, value: string | Reference, path: string): string {
  return typeof value === 'string'
    ? value
    : seeding.names.find(toLookup(value, seeding.account), `${path}.values`).value;
}
