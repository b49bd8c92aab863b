import { ListHostedZonesByNameCommand, Route53Client } from '@aws-sdk/client-route-53';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { createZone } from './hosted-zone.ts';

const aws = useSimulatedAws();

async function zones(...names: string[]) {
  const client = aws.client(Route53Client);
  for (const name of names) await createZone(client, name);
  return client;
}

describe('validation', () => {
  test('refuses a zone id without a name, and a name that cannot be read', async () => {
    const client = aws.client(Route53Client);

    const idOnly = client.send(new ListHostedZonesByNameCommand({ HostedZoneId: 'Z1' }));
    const unreadable = client.send(new ListHostedZonesByNameCommand({ DNSName: 'a..b' }));

    await expect(idOnly).rejects.toMatchObject({ name: 'InvalidInput' });
    await expect(unreadable).rejects.toMatchObject({ name: 'InvalidDomainName' });
  });
});

describe('behavior', () => {
  test('sorts by the labels reversed', async () => {
    const client = await zones('b.example.com', 'example.com', 'example-a.com', 'example.co', 'a.example.com');

    const { HostedZones } = await client.send(new ListHostedZonesByNameCommand({ MaxItems: 100 }));

    expect(HostedZones?.map(({ Name }) => Name)).toEqual([
      'example.co.',
      'example-a.com.',
      'example.com.',
      'a.example.com.',
      'b.example.com.',
    ]);
  });

  test('begins at the name and goes on with other names after it', async () => {
    const client = await zones('a.example.com', 'example.com', 'example.net');

    const page = await client.send(new ListHostedZonesByNameCommand({ DNSName: 'B.example.com', MaxItems: 100 }));

    expect(page.HostedZones?.map(({ Name }) => Name)).toEqual(['example.net.']);
    expect(page).toMatchObject({ DNSName: 'b.example.com.', IsTruncated: false });
  });

  test('pages through several zones of one name by name and id', async () => {
    const client = await zones('example.com', 'example.com', 'example.com', 'example.com', 'example.com');

    const first = await client.send(new ListHostedZonesByNameCommand({ DNSName: 'example.com' }));
    const second = await client.send(
      new ListHostedZonesByNameCommand({ DNSName: first.NextDNSName, HostedZoneId: first.NextHostedZoneId }),
    );

    const ids = [...first.HostedZones!, ...second.HostedZones!].map(({ Id }) => Id);
    expect(first).toMatchObject({ IsTruncated: true, NextDNSName: 'example.com.', MaxItems: 3 });
    expect(new Set(ids).size).toBe(5);
    expect(second.IsTruncated).toBe(false);
    expect(second.NextDNSName).toBeUndefined();
  });
});
