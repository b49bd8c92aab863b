import { GetChangeCommand, Route53Client } from '@aws-sdk/client-route-53';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { change, create, createZone, records } from './hosted-zone.ts';

const aws = useSimulatedAws();

describe('validation', () => {
  test('refuses an unknown change and an id that is too long', async () => {
    const client = aws.client(Route53Client);

    const unknown = client.send(new GetChangeCommand({ Id: 'CMISSING' }));
    const tooLong = client.send(new GetChangeCommand({ Id: 'C'.repeat(33) }));

    await expect(unknown).rejects.toMatchObject({ name: 'NoSuchChange', $metadata: { httpStatusCode: 404 } });
    await expect(tooLong).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});

describe('behavior', () => {
  test('turns from PENDING to INSYNC after 30 seconds', async () => {
    const client = aws.client(Route53Client);
    const zoneId = await createZone(client, 'example.com');
    const { ChangeInfo } = await change(client, zoneId, create(records('www.example.com', 'A', '192.0.2.1')));
    const read = async () => (await client.send(new GetChangeCommand({ Id: ChangeInfo!.Id }))).ChangeInfo;

    aws.simulator.clock.advance(29);
    const before = await read();
    aws.simulator.clock.advance(1);
    const after = await read();

    expect(before).toEqual(ChangeInfo);
    expect(after).toEqual({ ...ChangeInfo, Status: 'INSYNC' });
  });
});
