import { GetHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { change, create, createZone, records } from './hosted-zone.ts';

const aws = useSimulatedAws();

describe('validation', () => {
  test('refuses an unknown zone and one of another account', async () => {
    const client = aws.client(Route53Client);
    const foreign = await createZone(aws.client(Route53Client, { account: '222222222222' }), 'example.com');

    const unknown = client.send(new GetHostedZoneCommand({ Id: 'ZMISSING' }));
    const notOurs = client.send(new GetHostedZoneCommand({ Id: foreign }));

    await expect(unknown).rejects.toMatchObject({
      name: 'NoSuchHostedZone',
      message: 'No hosted zone found with ID: ZMISSING',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(notOurs).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });
});

describe('behavior', () => {
  test('counts the record sets and returns the name servers of a public zone', async () => {
    const client = aws.client(Route53Client);
    const zoneId = await createZone(client, 'example.com');
    await change(client, zoneId, create(records('www.example.com', 'A', '192.0.2.1')));

    const { HostedZone, DelegationSet, VPCs } = await client.send(new GetHostedZoneCommand({ Id: zoneId }));

    expect(HostedZone).toMatchObject({ Id: zoneId, Name: 'example.com.', ResourceRecordSetCount: 3 });
    expect(DelegationSet?.NameServers).toHaveLength(4);
    expect(VPCs).toBeUndefined();
  });

  test('returns the VPC of a private zone', async () => {
    const client = aws.client(Route53Client);
    const zoneId = await createZone(client, 'example.com', 'vpc-1');

    const { HostedZone, DelegationSet, VPCs } = await client.send(new GetHostedZoneCommand({ Id: zoneId }));

    expect(HostedZone?.Config?.PrivateZone).toBe(true);
    expect(VPCs).toEqual([{ VPCId: 'vpc-1', VPCRegion: 'eu-west-1' }]);
    expect(DelegationSet).toBeUndefined();
  });
});
