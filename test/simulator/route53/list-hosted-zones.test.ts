import { ListHostedZonesCommand, paginateListHostedZones, Route53Client } from '@aws-sdk/client-route-53';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { createZone } from './hosted-zone.ts';

const aws = useSimulatedAws();

async function fiveZones() {
  const client = aws.client(Route53Client);
  for (const name of ['a.example', 'b.example', 'c.example', 'd.example']) await createZone(client, name);
  await createZone(client, 'e.example', 'vpc-1');
  return client;
}

describe('validation', () => {
  test.each([{ MaxItems: 0 }, { HostedZoneType: 'PublicHostedZone' as never }])('refuses %j', async (input) => {
    const sent = aws.client(Route53Client).send(new ListHostedZonesCommand(input));

    await expect(sent).rejects.toMatchObject({ name: 'InvalidInput', $metadata: { httpStatusCode: 400 } });
  });

  test('refuses a delegation set that does not exist', async () => {
    const sent = aws.client(Route53Client).send(new ListHostedZonesCommand({ DelegationSetId: 'N1' }));

    await expect(sent).rejects.toMatchObject({ name: 'NoSuchDelegationSet' });
  });
});

describe('behavior', () => {
  test('returns every zone once over several pages', async () => {
    const client = await fiveZones();

    const names: (string | undefined)[] = [];
    let pages = 0;
    for await (const page of paginateListHostedZones({ client }, {})) {
      names.push(...page.HostedZones!.map(({ Name }) => Name));
      pages += 1;
    }

    expect(names.sort()).toEqual(['a.example.', 'b.example.', 'c.example.', 'd.example.', 'e.example.']);
    expect(pages).toBe(2);
  });

  test('honors the page size that the caller asks for, up to 100', async () => {
    const client = await fiveZones();

    const one = await client.send(new ListHostedZonesCommand({ MaxItems: 1 }));
    const all = await client.send(new ListHostedZonesCommand({ MaxItems: 1000 }));

    expect(one).toMatchObject({ IsTruncated: true, MaxItems: 1, NextMarker: all.HostedZones![1]!.Id!.slice(12) });
    expect(all).toMatchObject({ IsTruncated: false, MaxItems: 100 });
    expect(all.HostedZones).toHaveLength(5);
    expect(all.NextMarker).toBeUndefined();
  });

  test('returns private zones only when asked for them', async () => {
    const client = await fiveZones();

    const { HostedZones } = await client.send(new ListHostedZonesCommand({ HostedZoneType: 'PrivateHostedZone' }));

    expect(HostedZones?.map(({ Name }) => Name)).toEqual(['e.example.']);
  });

  test('returns no zone of another account', async () => {
    await fiveZones();

    const { HostedZones } = await aws
      .client(Route53Client, { account: '222222222222' })
      .send(new ListHostedZonesCommand({}));

    expect(HostedZones).toEqual([]);
  });
});
