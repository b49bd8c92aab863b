import {
  type Change,
  ChangeResourceRecordSetsCommand,
  type ChangeResourceRecordSetsCommandOutput,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
  type RRType,
} from '@aws-sdk/client-route-53';

/** Creates a zone, private when a VPC is named, and returns its id as AWS returns it. */
export async function createZone(client: Route53Client, name: string, vpcId?: string): Promise<string> {
  const vpc = vpcId === undefined ? {} : { VPC: { VPCId: vpcId, VPCRegion: 'eu-west-1' as const } };
  const reference = `${name} ${vpcId} ${counter++}`;
  const { HostedZone } = await client.send(
    new CreateHostedZoneCommand({ Name: name, CallerReference: reference, ...vpc }),
  );
  return HostedZone!.Id!;
}

let counter = 0;

export function change(
  client: Route53Client,
  zoneId: string,
  ...changes: Change[]
): Promise<ChangeResourceRecordSetsCommandOutput> {
  return client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes: changes } }));
}

export function create(recordSet: ResourceRecordSet): Change {
  return { Action: 'CREATE', ResourceRecordSet: recordSet };
}

export function upsert(recordSet: ResourceRecordSet): Change {
  return { Action: 'UPSERT', ResourceRecordSet: recordSet };
}

export function remove(recordSet: ResourceRecordSet): Change {
  return { Action: 'DELETE', ResourceRecordSet: recordSet };
}

export function records(name: string, type: RRType, ...values: string[]): ResourceRecordSet {
  return { Name: name, Type: type, TTL: 300, ResourceRecords: values.map((Value) => ({ Value })) };
}

export function aliasOf(name: string, hostedZoneId: string, dnsName: string, type: RRType = 'A'): ResourceRecordSet {
  return {
    Name: name,
    Type: type,
    AliasTarget: { HostedZoneId: hostedZoneId, DNSName: dnsName, EvaluateTargetHealth: false },
  };
}

/** The record sets of the zone beside its own NS and SOA. */
export async function recordSetsOf(client: Route53Client, zoneId: string): Promise<ResourceRecordSet[]> {
  const { ResourceRecordSets } = await client.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, MaxItems: 300 }),
  );
  return ResourceRecordSets!.filter(({ Type }) => Type !== 'NS' && Type !== 'SOA');
}

/** What the batch is refused with; fails if it is accepted. */
export async function messagesOf(sent: Promise<unknown>): Promise<string[]> {
  const refusal: { name: string; messages: string[] } = await sent.then(
    () => Promise.reject(new Error('the batch was accepted')),
    (error) => error,
  );
  expect(refusal.name).toBe('InvalidChangeBatch');
  return refusal.messages;
}
