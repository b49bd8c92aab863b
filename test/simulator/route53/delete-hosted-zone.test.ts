import {
  CreateResourceRecordSetProtectionsCommand,
  DeleteHostedZoneCommand,
  GetHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { publicRecords } from '../../../simulator/core/dns-lookup.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { change, create, createZone, records } from './hosted-zone.ts';

const aws = useSimulatedAws();

describe('validation', () => {
  test('refuses an unknown zone', async () => {
    const sent = aws.client(Route53Client).send(new DeleteHostedZoneCommand({ Id: 'ZMISSING' }));

    await expect(sent).rejects.toMatchObject({ name: 'NoSuchHostedZone' });
  });

  test('refuses a zone that holds other records than its own NS and SOA', async () => {
    const client = aws.client(Route53Client);
    const zoneId = await createZone(client, 'example.com');
    await change(client, zoneId, create(records('sub.example.com', 'NS', 'ns.example.net.')));

    const sent = client.send(new DeleteHostedZoneCommand({ Id: zoneId }));

    await expect(sent).rejects.toMatchObject({
      name: 'HostedZoneNotEmpty',
      message: 'The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('refuses a zone that has protections', async () => {
    const client = aws.client(Route53Client);
    const zoneId = await createZone(client, 'example.com');
    const protections = [{ RecordName: 'www.example.com', RecordType: 'A' as const }];
    await client.send(
      new CreateResourceRecordSetProtectionsCommand({ HostedZoneId: zoneId, Protections: protections }),
    );

    const sent = client.send(new DeleteHostedZoneCommand({ Id: zoneId }));

    await expect(sent).rejects.toMatchObject({ name: 'HostedZoneNotEmpty' });
  });
});

describe('behavior', () => {
  test('deletes an empty zone, and the parent zone answers for its names again', async () => {
    const client = aws.client(Route53Client);
    const parent = await createZone(client, 'example.com');
    await change(client, parent, create(records('www.api.example.com', 'A', '192.0.2.1')));
    const child = await createZone(client, 'api.example.com');

    await client.send(new DeleteHostedZoneCommand({ Id: child }));

    const read = client.send(new GetHostedZoneCommand({ Id: child }));
    await expect(read).rejects.toMatchObject({ name: 'NoSuchHostedZone' });
    expect(aws.simulator.world.state(publicRecords, '*').get('www.api.example.com|A')).toEqual(['192.0.2.1']);
  });
});
