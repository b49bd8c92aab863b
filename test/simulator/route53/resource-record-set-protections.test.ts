import {
  CreateResourceRecordSetProtectionsCommand,
  DeleteResourceRecordSetProtectionsCommand,
  ListResourceRecordSetProtectionsCommand,
  type ResourceRecordSetProtectionConfig,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { change, create, createZone, messagesOf, recordSetsOf, records, remove, upsert } from './hosted-zone.ts';

const aws = useSimulatedAws();

async function exampleZone() {
  const client = aws.client(Route53Client);
  const HostedZoneId = await createZone(client, 'example.com');
  return {
    client,
    zoneId: HostedZoneId,
    protect: (...Protections: ResourceRecordSetProtectionConfig[]) =>
      client.send(new CreateResourceRecordSetProtectionsCommand({ HostedZoneId, Protections })),
    release: (...Protections: ResourceRecordSetProtectionConfig[]) =>
      client.send(new DeleteResourceRecordSetProtectionsCommand({ HostedZoneId, Protections })),
    list: (NextToken?: string) => client.send(new ListResourceRecordSetProtectionsCommand({ HostedZoneId, NextToken })),
  };
}

const protection = (RecordName: string, Comment?: string): ResourceRecordSetProtectionConfig => ({
  RecordName,
  RecordType: 'A',
  Comment,
});

describe('validation', () => {
  test('refuses invalid entries together and creates none of the others', async () => {
    const { protect, list } = await exampleZone();

    const sent = protect(protection('a.example.com'), protection('a.example.net'), protection('A.example.com.'));

    await expect(sent).rejects.toMatchObject({
      name: 'InvalidResourceRecordSetProtectionBatch',
      Errors: [
        { RecordName: 'a.example.net.', Code: 'InvalidInput' },
        { RecordName: 'a.example.com.', Code: 'InvalidInput' },
      ],
    });
    expect((await list()).ResourceRecordSetProtections).toEqual([]);
  });

  test('refuses what is protected already: all of it, or part of it', async () => {
    const { protect } = await exampleZone();
    await protect(protection('a.example.com'));

    const all = protect(protection('a.example.com'));
    const part = protect(protection('a.example.com'), protection('b.example.com'));

    await expect(all).rejects.toMatchObject({ name: 'ProtectionAlreadyExists', $metadata: { httpStatusCode: 409 } });
    await expect(part).rejects.toMatchObject({
      name: 'InvalidResourceRecordSetProtectionBatch',
      Errors: [{ RecordName: 'a.example.com.', RecordType: 'A', Code: 'ProtectionAlreadyExists' }],
    });
  });

  test('refuses to release what is not protected', async () => {
    const { protect, release, list } = await exampleZone();
    await protect(protection('a.example.com'));

    const sent = release(protection('a.example.com'), protection('b.example.com'));

    await expect(sent).rejects.toMatchObject({
      name: 'InvalidResourceRecordSetProtectionBatch',
      Errors: [{ RecordName: 'b.example.com.', Code: 'ProtectionNotFound' }],
    });
    expect((await list()).ResourceRecordSetProtections).toHaveLength(1);
  });

  test('refuses a pagination token that is none', async () => {
    const { list } = await exampleZone();

    await expect(list('!')).rejects.toMatchObject({ name: 'InvalidPaginationToken' });
  });
});

describe('behavior', () => {
  test('fails the whole batch that touches a protected name and type, and quotes the comment', async () => {
    const { client, zoneId, protect, release } = await exampleZone();
    const present = records('www.example.com', 'A', '192.0.2.1');
    await change(client, zoneId, create(present));
    await protect(protection('WWW.example.com', 'ask the network team'), protection('new.example.com'));

    const messages = await Promise.all([
      messagesOf(change(client, zoneId, upsert(present), create(records('other.example.com', 'A', '192.0.2.1')))),
      messagesOf(change(client, zoneId, create(records('new.example.com', 'A', '192.0.2.1')))),
    ]);
    const untouched = await recordSetsOf(client, zoneId);
    await release(protection('www.example.com'));
    await change(client, zoneId, remove(present));

    expect(messages.flat()).toEqual([
      expect.stringContaining('ask the network team'),
      expect.stringContaining('new.example.com.'),
    ]);
    expect(untouched).toHaveLength(1);
    expect(await recordSetsOf(client, zoneId)).toEqual([]);
  });

  test('leaves other types of the name alone', async () => {
    const { client, zoneId, protect } = await exampleZone();
    await protect(protection('www.example.com'));

    await change(client, zoneId, create(records('www.example.com', 'AAAA', '2001:db8::1')));

    expect(await recordSetsOf(client, zoneId)).toHaveLength(1);
  });

  test('lists protections page by page', async () => {
    const { protect, list } = await exampleZone();
    await protect(...['d', 'c', 'b', 'a'].map((label) => protection(`${label}.example.com`, label)));

    const first = await list();
    const second = await list(first.NextToken);

    const all = [...first.ResourceRecordSetProtections!, ...second.ResourceRecordSetProtections!];
    expect(all).toEqual(
      ['a', 'b', 'c', 'd'].map((label) => ({ RecordName: `${label}.example.com.`, RecordType: 'A', Comment: label })),
    );
    expect(second.NextToken).toBeUndefined();
  });
});
