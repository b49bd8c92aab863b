import { GetHostedZoneCommand, type ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import { publicRecords } from '../../../simulator/core/dns-lookup.ts';
import { zoneIndex } from '../../../simulator/route53/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { change, create, createZone, messagesOf, recordSetsOf, records, remove, upsert } from './hosted-zone.ts';

const aws = useSimulatedAws();

async function exampleZone() {
  const client = aws.client(Route53Client);
  return { client, zoneId: await createZone(client, 'example.com') };
}

const weighted = (identifier: string, weight: number, ttl = 60): ResourceRecordSet => ({
  Name: 'api.example.com',
  Type: 'A',
  SetIdentifier: identifier,
  Weight: weight,
  TTL: ttl,
  ResourceRecords: [{ Value: '192.0.2.1' }],
});

describe('validation', () => {
  test.each<[string, Partial<ResourceRecordSet>, string]>([
    [
      'neither TTL with records nor an alias target',
      {},
      'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with [Action=CREATE, Name=www.example.com, Type=A, SetIdentifier=null]',
    ],
    [
      'records without TTL',
      { ResourceRecords: [{ Value: '192.0.2.1' }] },
      'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with [Action=CREATE, Name=www.example.com, Type=A, SetIdentifier=null]',
    ],
    [
      'an alias with TTL',
      { TTL: 60, AliasTarget: { HostedZoneId: 'Z1', DNSName: 'a.b', EvaluateTargetHealth: false } },
      'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found more than one in Change with [Action=CREATE, Name=www.example.com, Type=A, SetIdentifier=null]',
    ],
    [
      'a weight without set identifier',
      { TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }], Weight: 1 },
      "Invalid request: Missing field 'SetIdentifier' in Change with [Action=CREATE, Name=www.example.com, Type=A, SetIdentifier=null]",
    ],
    [
      'a set identifier without routing',
      { TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }], SetIdentifier: 'one' },
      'Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation, MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig], but found none in Change with [Action=CREATE, Name=www.example.com, Type=A, SetIdentifier=one]',
    ],
  ])('refuses %s', async (_, members, message) => {
    const { client, zoneId } = await exampleZone();

    const sent = change(client, zoneId, create({ Name: 'www.example.com', Type: 'A', ...members }));

    await expect(sent).rejects.toMatchObject({ name: 'InvalidInput', message });
  });

  test('refuses an empty batch, an unknown health check and a TTL out of range', async () => {
    const { client, zoneId } = await exampleZone();
    const recordSet = records('www.example.com', 'A', '192.0.2.1');

    const empty = change(client, zoneId);
    const checked = change(client, zoneId, create({ ...recordSet, HealthCheckId: 'abc' }));
    const tooLong = change(client, zoneId, create({ ...recordSet, TTL: 2_147_483_648 }));

    await expect(empty).rejects.toMatchObject({ name: 'InvalidInput' });
    await expect(checked).rejects.toMatchObject({ name: 'NoSuchHealthCheck' });
    await expect(tooLong).rejects.toMatchObject({ name: 'InvalidInput' });
  });

  test('refuses an unknown zone, the zone of another account and a zone that another service manages', async () => {
    const { client, zoneId } = await exampleZone();
    const other = aws.client(Route53Client, { account: '222222222222' });
    const managed = await createZone(client, 'managed.example');
    const linked = { ServicePrincipal: 'servicediscovery.amazonaws.com', Description: 'AWS Cloud Map' };
    aws.simulator.world.state(zoneIndex, '*').byId.get(managed.slice(12))!.linkedService = linked;
    const recordSet = create(records('www.example.com', 'A', '192.0.2.1'));

    await expect(change(client, 'ZMISSING', recordSet)).rejects.toMatchObject({
      name: 'NoSuchHostedZone',
      message: 'No hosted zone found with ID: ZMISSING',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(change(other, zoneId, recordSet)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(change(client, managed, recordSet)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test.each([
    ['A', 'x', 'ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)'],
    ['A', '192.0.2.256', 'ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)'],
    ['AAAA', '192.0.2.1', 'AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)'],
    ['CNAME', 'a..b', 'DomainLabelEmpty (Domain label is empty)'],
    ['CNAME', 'a b', 'UnsupportedCharacter (Value contains unsupported characters)'],
    ['TXT', 'bare', 'InvalidCharacterString (Value should be enclosed in quotation marks)'],
    ['TXT', `"${'x'.repeat(256)}"`, 'CharacterStringTooLong (Value is too long)'],
    ['MX', 'mail.example.com', 'MXRRDATANotValid (Value is not valid for record type MX)'],
    ['SRV', '1 2 mail.example.com', 'SRVRRDATANotValid (Value is not valid for record type SRV)'],
    ['CAA', '0 issue amazon.com', 'CAARRDATANotValid (Value is not valid for record type CAA)'],
  ] as const)('refuses %s with value %s', async (type, value, problem) => {
    const { client, zoneId } = await exampleZone();

    const messages = await messagesOf(change(client, zoneId, create(records('www.example.com', type, value))));

    expect(messages).toEqual([`Invalid Resource Record: 'FATAL problem: ${problem} encountered with '${value}''`]);
  });

  test.each([
    ['MX', '10 mail.example.com'],
    ['SRV', '1 10 443 api.example.com.'],
    ['TXT', '"v=spf1 -all" "more \\"text\\""'],
    ['CAA', '0 issue "amazon.com"'],
    ['HTTPS', '1 . alpn="h3,h2"'],
    ['AAAA', '2001:db8::1'],
  ] as const)('accepts %s with value %s', async (type, value) => {
    const { client, zoneId } = await exampleZone();

    await change(client, zoneId, create(records('www.example.com', type, value)));

    expect(await recordSetsOf(client, zoneId)).toEqual([records('www.example.com.', type, value)]);
  });

  test('refuses a repeated value and a name that cannot be read', async () => {
    const { client, zoneId } = await exampleZone();

    const repeated = change(client, zoneId, create(records('www.example.com', 'A', '192.0.2.1', '192.0.2.1')));
    const unreadable = change(client, zoneId, create(records('a..example.com', 'A', '192.0.2.1')));

    expect(await messagesOf(repeated)).toEqual(["Duplicate Resource Record: '192.0.2.1'"]);
    expect(await messagesOf(unreadable)).toEqual([
      "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..example.com'",
    ]);
  });

  test('refuses more than 1,000 records, counting an UPSERT twice', async () => {
    const { client, zoneId } = await exampleZone();
    const upserts = Array.from({ length: 501 }, (_, i) => upsert(records(`n${i}.example.com`, 'A', '192.0.2.1')));

    const messages = await messagesOf(change(client, zoneId, ...upserts));
    await change(client, zoneId, ...upserts.slice(1));

    expect(messages).toEqual(['Number of records limit of 1000 exceeded.']);
  });

  test('refuses more than 32,000 characters of values', async () => {
    const { client, zoneId } = await exampleZone();
    const long = `"${'x'.repeat(250)}"`;
    const creates = Array.from({ length: 130 }, (_, i) => create(records(`n${i}.example.com`, 'TXT', long)));

    const messages = await messagesOf(change(client, zoneId, ...creates));

    expect(messages).toEqual(['RDATA character limit of 32000 exceeded.']);
  });
});

describe('behavior', () => {
  test('creates, replaces and deletes a record set', async () => {
    const { client, zoneId } = await exampleZone();
    const first = records('www.example.com', 'A', '192.0.2.1', '192.0.2.2');
    const second = { ...records('WWW.Example.com.', 'A', '192.0.2.3'), TTL: 60 };

    await change(client, zoneId, create(first));
    const { ChangeInfo } = await change(client, zoneId, upsert(second));
    const replaced = await recordSetsOf(client, zoneId);
    await change(client, zoneId, remove(second));

    expect(ChangeInfo).toMatchObject({ Id: expect.stringMatching(/^\/change\/C[A-Z0-9]+$/), Status: 'PENDING' });
    expect(replaced).toEqual([{ ...second, Name: 'www.example.com.' }]);
    expect(await recordSetsOf(client, zoneId)).toEqual([]);
  });

  test('keeps names in lower case, escaped and with a trailing dot, however they are written', async () => {
    const { client, zoneId } = await exampleZone();

    await change(client, zoneId, create(records('*.Example.com', 'A', '192.0.2.1')));
    await change(client, zoneId, upsert(records('\\052.example.COM.', 'A', '192.0.2.2')));
    await change(client, zoneId, create(records('a@b.example.com', 'A', '192.0.2.3')));

    expect(await recordSetsOf(client, zoneId)).toEqual([
      records('\\052.example.com.', 'A', '192.0.2.2'),
      records('a\\100b.example.com.', 'A', '192.0.2.3'),
    ]);
  });

  test('refuses to create what exists and to delete what does not', async () => {
    const { client, zoneId } = await exampleZone();
    await change(client, zoneId, create(records('www.example.com', 'A', '192.0.2.1')));

    const messages = await messagesOf(
      change(
        client,
        zoneId,
        create(records('www.example.com', 'A', '192.0.2.2')),
        remove(records('gone.example.com', 'A', '192.0.2.1')),
      ),
    );

    expect(messages).toEqual([
      "Tried to create resource record set [name='www.example.com.', type='A'] but it already exists",
      "Tried to delete resource record set [name='gone.example.com.', type='A'] but it was not found",
    ]);
  });

  test.each<[string, Partial<ResourceRecordSet>]>([
    ['another TTL', { TTL: 301 }],
    ['another value', { ResourceRecords: [{ Value: '192.0.2.9' }, { Value: '192.0.2.2' }] }],
    ['a value less', { ResourceRecords: [{ Value: '192.0.2.1' }] }],
  ])('refuses to delete with %s', async (_, difference) => {
    const { client, zoneId } = await exampleZone();
    const present = records('www.example.com', 'A', '192.0.2.1', '192.0.2.2');
    await change(client, zoneId, create(present));

    const messages = await messagesOf(change(client, zoneId, remove({ ...present, ...difference })));

    expect(messages).toEqual([
      "Tried to delete resource record set [name='www.example.com.', type='A'] but the values provided do not match the current values",
    ]);
  });

  test('deletes with the values in another order', async () => {
    const { client, zoneId } = await exampleZone();
    await change(client, zoneId, create(records('www.example.com', 'A', '192.0.2.1', '192.0.2.2')));

    await change(client, zoneId, remove(records('www.example.com', 'A', '192.0.2.2', '192.0.2.1')));

    expect(await recordSetsOf(client, zoneId)).toEqual([]);
  });

  test('refuses a name outside the zone', async () => {
    const { client, zoneId } = await exampleZone();

    const messages = await messagesOf(change(client, zoneId, create(records('www.myexample.com', 'A', '192.0.2.1'))));

    expect(messages).toEqual(['RRSet with DNS name www.myexample.com. is not permitted in zone example.com.']);
  });

  test('refuses a CNAME beside other records, other records beside a CNAME, and a CNAME at the apex', async () => {
    const { client, zoneId } = await exampleZone();
    await change(
      client,
      zoneId,
      create(records('a.example.com', 'A', '192.0.2.1')),
      create(records('c.example.com', 'CNAME', 'target.example.net')),
    );

    const messages = await messagesOf(
      change(
        client,
        zoneId,
        create(records('a.example.com', 'CNAME', 'target.example.net')),
        create(records('c.example.com', 'A', '192.0.2.1')),
        create(records('example.com', 'CNAME', 'target.example.net')),
      ),
    );

    expect(messages).toEqual([
      'RRSet of type CNAME with DNS name a.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
      'RRSet of type A with DNS name c.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.',
      'RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.',
    ]);
  });

  test('replaces a CNAME by other types in one batch', async () => {
    const { client, zoneId } = await exampleZone();
    const cname = records('www.example.com', 'CNAME', 'target.example.net');
    await change(client, zoneId, create(cname));

    await change(client, zoneId, remove(cname), create(records('www.example.com', 'A', '192.0.2.1')));

    expect(await recordSetsOf(client, zoneId)).toEqual([records('www.example.com.', 'A', '192.0.2.1')]);
  });

  test('refuses to change one record set twice in a batch, except to delete and then create it', async () => {
    const { client, zoneId } = await exampleZone();
    const first = records('www.example.com', 'A', '192.0.2.1');
    const second = records('www.example.com', 'A', '192.0.2.2');
    await change(client, zoneId, create(first));

    const messages = await messagesOf(change(client, zoneId, upsert(first), upsert(second)));
    await change(client, zoneId, remove(first), create(second));

    expect(messages).toEqual([
      "The request contains an invalid set of changes for a resource record set 'A www.example.com.'",
    ]);
    expect(await recordSetsOf(client, zoneId)).toEqual([{ ...second, Name: 'www.example.com.' }]);
  });

  test('changes nothing when one change of the batch is refused', async () => {
    const { client, zoneId } = await exampleZone();

    await messagesOf(
      change(
        client,
        zoneId,
        create(records('good.example.com', 'A', '192.0.2.1')),
        remove(records('gone.example.com', 'A', '192.0.2.1')),
      ),
    );

    expect(await recordSetsOf(client, zoneId)).toEqual([]);
  });

  test('quotes all messages in the message of the exception', async () => {
    const { client, zoneId } = await exampleZone();

    const sent = change(client, zoneId, remove(records('a.example.com', 'A', '192.0.2.1')));

    await expect(sent).rejects.toMatchObject({
      name: 'InvalidChangeBatch',
      message: "[Tried to delete resource record set [name='a.example.com.', type='A'] but it was not found]",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('refuses to leave the zone without its NS or SOA', async () => {
    const { client, zoneId } = await exampleZone();
    const { DelegationSet } = await client.send(new GetHostedZoneCommand({ Id: zoneId }));
    const servers = DelegationSet!.NameServers!.map((server) => `${server}.`);

    const messages = await messagesOf(
      change(client, zoneId, remove({ ...records('example.com', 'NS', ...servers), TTL: 172_800 })),
    );

    expect(messages).toEqual(['A HostedZone must contain at least one NS record for the zone itself.']);
  });

  test('keeps weighted record sets apart by their set identifiers', async () => {
    const { client, zoneId } = await exampleZone();
    await change(client, zoneId, create(weighted('blue', 1)), create(weighted('green', 2)));

    await change(client, zoneId, remove(weighted('blue', 1)));

    expect(await recordSetsOf(client, zoneId)).toEqual([{ ...weighted('green', 2), Name: 'api.example.com.' }]);
  });

  test('refuses to delete a weighted record set by another identifier or weight', async () => {
    const { client, zoneId } = await exampleZone();
    await change(client, zoneId, create(weighted('blue', 1)));

    const messages = await messagesOf(
      change(client, zoneId, remove(weighted('green', 1)), remove(weighted('blue', 9))),
    );

    expect(messages).toEqual([
      "Tried to delete resource record set [name='api.example.com.', type='A', set-identifier='green'] but it was not found",
      "Tried to delete resource record set [name='api.example.com.', type='A', set-identifier='blue'] but the values provided do not match the current values",
    ]);
  });

  test('refuses to mix simple and weighted record sets', async () => {
    const { client, zoneId } = await exampleZone();
    const simple = records('www.example.com', 'A', '192.0.2.1');
    await change(client, zoneId, create(weighted('blue', 1)), create(simple));

    const messages = await messagesOf(
      change(
        client,
        zoneId,
        upsert(records('api.example.com', 'A', '192.0.2.1')),
        upsert({ ...simple, SetIdentifier: 'one', Weight: 1 }),
      ),
    );

    expect(messages).toEqual([
      'RRSet with DNS name api.example.com., type A cannot be created as other RRSets exist with the same name and type.',
      'RRSet with DNS name www.example.com., type A, SetIdentifier one cannot be created as a non-weighted set exists with the same name and type.',
    ]);
  });

  test('refuses weighted record sets with different TTLs and two latency record sets for one Region', async () => {
    const { client, zoneId } = await exampleZone();
    const latency = (identifier: string): ResourceRecordSet => ({
      ...records('near.example.com', 'A', '192.0.2.1'),
      SetIdentifier: identifier,
      Region: 'eu-west-1',
    });

    const messages = await messagesOf(
      change(
        client,
        zoneId,
        create(latency('one')),
        create(latency('two')),
        create(weighted('blue', 1, 60)),
        create(weighted('green', 1, 61)),
      ),
    );

    expect(messages).toEqual([
      'RRSet with DNS name near.example.com., type A, SetIdentifier two, and Region Name=eu-west-1 cannot be created because a latency RRSet with the same name, type and region already exists.',
      'RRSet with DNS name api.example.com. and type A, SetIdentifier green cannot be created as weighted sets must contain the same TTL.',
    ]);
  });

  test('shows the public DNS what the zone with the longest matching name answers', async () => {
    const { client, zoneId } = await exampleZone();
    const privateZone = await createZone(client, 'example.com', 'vpc-1');
    const name = '_token.api.example.com';
    await change(client, zoneId, create(records(name, 'CNAME', 'proof.example.net.')));
    await change(client, privateZone, create(records('inside.example.com', 'A', '192.0.2.1')));
    const answers = () => aws.simulator.world.state(publicRecords, '*');
    const before = answers().get(`${name}|CNAME`);

    await createZone(client, 'api.example.com');

    expect(before).toEqual(['proof.example.net.']);
    expect(answers().has(`${name}|CNAME`)).toBe(false);
    expect(answers().has('inside.example.com|A')).toBe(false);
  });
});
