import {
  CreateHostedZoneCommand,
  type CreateHostedZoneCommandInput,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const aws = useSimulatedAws();

const send = (input: CreateHostedZoneCommandInput) =>
  aws.client(Route53Client).send(new CreateHostedZoneCommand(input));

describe('validation', () => {
  test('refuses a caller reference that was used before', async () => {
    await send({ Name: 'example.com', CallerReference: 'once' });

    const sent = send({ Name: 'example.net', CallerReference: 'once' });

    await expect(sent).rejects.toMatchObject({
      name: 'HostedZoneAlreadyExists',
      message: 'A hosted zone has already been created with the specified caller reference.',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test.each(['com', 'a..example.com', 'exa mple.com', `${'a'.repeat(64)}.com`, 'my.amazonaws.com'])(
    'refuses the name %s',
    async (name) => {
      const sent = send({ Name: name, CallerReference: 'once' });

      await expect(sent).rejects.toMatchObject({ name: 'InvalidDomainName', $metadata: { httpStatusCode: 400 } });
    },
  );

  test('refuses a private zone without VPC, an unknown delegation set and a VPC id that is none', async () => {
    const base = { Name: 'example.com', CallerReference: 'once' };

    const withoutVpc = send({ ...base, HostedZoneConfig: { PrivateZone: true } });
    const delegated = send({ ...base, DelegationSetId: 'N1' });
    const malformed = send({ ...base, VPC: { VPCId: 'one', VPCRegion: 'eu-west-1' } });

    await expect(withoutVpc).rejects.toMatchObject({ name: 'InvalidInput' });
    await expect(delegated).rejects.toMatchObject({ name: 'NoSuchDelegationSet' });
    await expect(malformed).rejects.toMatchObject({ name: 'InvalidVPCId' });
  });

  test('refuses a second private zone of one name in one VPC', async () => {
    const vpc = { VPCId: 'vpc-1', VPCRegion: 'eu-west-1' } as const;
    await send({ Name: 'example.com', CallerReference: 'one', VPC: vpc });

    const sent = send({ Name: 'example.com', CallerReference: 'two', VPC: vpc });

    await expect(sent).rejects.toMatchObject({ name: 'ConflictingDomainExists' });
  });
});

describe('behavior', () => {
  test('creates a public zone with four name servers, NS and SOA', async () => {
    const { HostedZone, ChangeInfo, DelegationSet, Location } = await send({
      Name: 'Example.com',
      CallerReference: 'once',
      HostedZoneConfig: { Comment: 'mine' },
    });
    const listed = await aws
      .client(Route53Client)
      .send(new ListResourceRecordSetsCommand({ HostedZoneId: HostedZone!.Id! }));

    expect(HostedZone).toEqual({
      Id: expect.stringMatching(/^\/hostedzone\/Z[A-Z0-9]+$/),
      Name: 'example.com.',
      CallerReference: 'once',
      Config: { Comment: 'mine', PrivateZone: false },
      ResourceRecordSetCount: 2,
    });
    expect(ChangeInfo?.Status).toBe('PENDING');
    expect(DelegationSet?.NameServers).toHaveLength(4);
    expect(Location).toBe(`https://route53.amazonaws.com/2013-04-01${HostedZone!.Id}`);
    expect(listed.ResourceRecordSets).toMatchObject([
      { Name: 'example.com.', Type: 'NS', TTL: 172_800 },
      { Name: 'example.com.', Type: 'SOA', TTL: 900 },
    ]);
  });

  test('creates several zones of one name, public and private', async () => {
    const vpc = { VPCId: 'vpc-1', VPCRegion: 'eu-west-1' } as const;

    const first = await send({ Name: 'example.com', CallerReference: 'one' });
    const second = await send({ Name: 'example.com', CallerReference: 'two' });
    const third = await send({ Name: 'example.com', CallerReference: 'three', VPC: vpc });

    const ids = [first, second, third].map(({ HostedZone }) => HostedZone?.Id);
    expect(new Set(ids).size).toBe(3);
    expect(third.HostedZone?.Config).toEqual({ PrivateZone: true });
    expect(third.VPC).toEqual(vpc);
    expect(third.DelegationSet).toBeUndefined();
  });
});
