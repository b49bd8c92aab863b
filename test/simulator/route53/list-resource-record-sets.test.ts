import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { change, create, createZone, records } from './hosted-zone.ts';

const aws = useSimulatedAws();

async function filledZone() {
  const client = aws.client(Route53Client);
  const zoneId = await createZone(client, 'example.com');
  await change(
    client,
    zoneId,
    create(records('b.example.com', 'TXT', '"x"')),
    create(records('b.example.com', 'A', '192.0.2.1')),
    create(records('z.a.example.com', 'A', '192.0.2.1')),
    create(records('*.example.com', 'A', '192.0.2.1')),
    create({ ...records('w.example.com', 'A', '192.0.2.1'), SetIdentifier: 'two', Weight: 1 }),
    create({ ...records('w.example.com', 'A', '192.0.2.1'), SetIdentifier: 'one', Weight: 1 }),
  );
  const list = (input: Omit<ListResourceRecordSetsCommandInput, 'HostedZoneId'>) =>
    client.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, ...input }));
  return { list };
}

describe('validation', () => {
  test.each([
    { StartRecordType: 'A' as const },
    { StartRecordName: 'b.example.com', StartRecordIdentifier: 'one' },
    { StartRecordName: 'a..b' },
    { StartRecordName: 'b.example.com', StartRecordType: 'NONE' as never },
    { MaxItems: 0 },
  ])('refuses %j', async (input) => {
    const { list } = await filledZone();

    await expect(list(input)).rejects.toMatchObject({ name: 'InvalidInput', $metadata: { httpStatusCode: 400 } });
  });

  test('refuses an unknown zone', async () => {
    const sent = aws.client(Route53Client).send(new ListResourceRecordSetsCommand({ HostedZoneId: 'ZMISSING' }));

    await expect(sent).rejects.toMatchObject({ name: 'NoSuchHostedZone' });
  });
});

describe('behavior', () => {
  test('sorts by reversed name, then type, then set identifier, over several pages', async () => {
    const { list } = await filledZone();

    const pages = [await list({})];
    while (pages.at(-1)!.IsTruncated) {
      const { NextRecordName, NextRecordType, NextRecordIdentifier } = pages.at(-1)!;
      const start = { StartRecordName: NextRecordName, StartRecordType: NextRecordType };
      pages.push(await list({ ...start, StartRecordIdentifier: NextRecordIdentifier }));
    }

    const sizes = pages.map(({ ResourceRecordSets }) => ResourceRecordSets!.length);
    const rows = pages
      .flatMap(({ ResourceRecordSets }) => ResourceRecordSets!)
      .map(({ Name, Type, SetIdentifier = '' }) => `${Name} ${Type} ${SetIdentifier}`.trim());
    expect(sizes).toEqual([4, 4]);
    expect(rows).toEqual([
      'example.com. NS',
      'example.com. SOA',
      '\\052.example.com. A',
      'z.a.example.com. A',
      'b.example.com. A',
      'b.example.com. TXT',
      'w.example.com. A one',
      'w.example.com. A two',
    ]);
  });

  test('begins at the first record set at or after the name and type', async () => {
    const { list } = await filledZone();

    const byName = await list({ StartRecordName: 'B.Example.com' });
    const byType = await list({ StartRecordName: 'b.example.com.', StartRecordType: 'AAAA', MaxItems: 1 });
    const wildcard = await list({ StartRecordName: '*.example.com', MaxItems: 1 });

    expect(byName.ResourceRecordSets![0]).toMatchObject({ Name: 'b.example.com.', Type: 'A' });
    expect(byType.ResourceRecordSets![0]).toMatchObject({ Name: 'b.example.com.', Type: 'TXT' });
    expect(wildcard.ResourceRecordSets![0]).toMatchObject({ Name: '\\052.example.com.', Type: 'A' });
  });

  test('says where the next page begins, with the set identifier where there is one', async () => {
    const { list } = await filledZone();

    const page = await list({ StartRecordName: 'b.example.com', StartRecordType: 'TXT', MaxItems: 1 });
    const last = await list({ StartRecordName: 'w.example.com', MaxItems: 1000 });

    expect(page).toMatchObject({
      IsTruncated: true,
      MaxItems: 1,
      NextRecordName: 'w.example.com.',
      NextRecordType: 'A',
      NextRecordIdentifier: 'one',
    });
    expect(last).toMatchObject({ IsTruncated: false, MaxItems: 300 });
    expect(last.NextRecordName).toBeUndefined();
  });
});
