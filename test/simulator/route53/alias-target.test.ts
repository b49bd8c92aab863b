import { Route53Client } from '@aws-sdk/client-route-53';
import { alternateDomainNames } from '../../../simulator/cloudfront/state.ts';
import { publicRecords } from '../../../simulator/core/dns-lookup.ts';
import { externalAliasTarget, externalAliasTargets } from '../../../simulator/route53/alias-target.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { aliasOf, change, create, createZone, messagesOf, recordSetsOf, records, remove } from './hosted-zone.ts';

const cloudFrontZone = 'Z2FDTNDATAQYW2';
const distribution = 'd111111abcdef8.cloudfront.net';

const aws = useSimulatedAws();

async function exampleZone() {
  const client = aws.client(Route53Client);
  return { client, zoneId: await createZone(client, 'example.com') };
}

/** A distribution of whatever account that carries these names. */
function distributionCarries(...names: string[]): void {
  for (const name of names) aws.simulator.world.state(alternateDomainNames, '*').set(name, distribution);
}

describe('validation', () => {
  test('refuses a distribution that does not carry the name of the record', async () => {
    const { client, zoneId } = await exampleZone();
    distributionCarries('other.example.com');

    const messages = await messagesOf(
      change(client, zoneId, create(aliasOf('www.example.com', cloudFrontZone, distribution))),
    );

    expect(messages).toEqual([
      `Tried to create an alias that targets ${distribution}., type A in zone ${cloudFrontZone}, but that target was not found`,
    ]);
  });

  test.each([
    ['a distribution in another zone', 'Z1UJRXOUMOOFQ8', distribution],
    ['another name in the zone of CloudFront', cloudFrontZone, 'www.example.net'],
    [
      'a regional domain name in the zone of another Region',
      'Z1UJRXOUMOOFQ8',
      'd-abc.execute-api.eu-west-1.amazonaws.com',
    ],
    ['a zone that is not known', 'ZUNKNOWN', 'www.example.net'],
  ])('refuses %s', async (_, targetZone, target) => {
    const { client, zoneId } = await exampleZone();
    distributionCarries('www.example.com');

    const messages = await messagesOf(change(client, zoneId, create(aliasOf('www.example.com', targetZone, target))));

    expect(messages).toEqual([
      `Tried to create an alias that targets ${target}., type A in zone ${targetZone}, but the alias target name does not lie within the target zone`,
      `Tried to create an alias that targets ${target}., type A in zone ${targetZone}, but that target was not found`,
    ]);
  });

  test('refuses to evaluate the health of a distribution', async () => {
    const { client, zoneId } = await exampleZone();
    distributionCarries('www.example.com');
    const target = { HostedZoneId: cloudFrontZone, DNSName: distribution, EvaluateTargetHealth: true };

    const messages = await messagesOf(
      change(client, zoneId, create({ Name: 'www.example.com', Type: 'A', AliasTarget: target })),
    );

    expect(messages).toHaveLength(1);
  });

  test('refuses a distribution as target in a private zone', async () => {
    const client = aws.client(Route53Client);
    const zoneId = await createZone(client, 'example.com', 'vpc-1');
    distributionCarries('www.example.com');

    const messages = await messagesOf(
      change(client, zoneId, create(aliasOf('www.example.com', cloudFrontZone, distribution))),
    );

    expect(messages).toHaveLength(1);
  });

  test('refuses two failover aliases of distributions', async () => {
    const { client, zoneId } = await exampleZone();
    distributionCarries('www.example.com');
    const alias = aliasOf('www.example.com', cloudFrontZone, distribution);

    const messages = await messagesOf(
      change(
        client,
        zoneId,
        create({ ...alias, SetIdentifier: 'one', Failover: 'PRIMARY' }),
        create({ ...alias, SetIdentifier: 'two', Failover: 'SECONDARY' }),
      ),
    );

    expect(messages).toHaveLength(1);
  });

  test('refuses a target in its own zone that does not exist with the same type', async () => {
    const { client, zoneId } = await exampleZone();
    await change(client, zoneId, create(records('a.example.com', 'A', '192.0.2.1')));
    const bareId = zoneId.replace('/hostedzone/', '');

    const messages = await messagesOf(
      change(client, zoneId, create(aliasOf('www.example.com', bareId, 'a.example.com', 'AAAA'))),
    );

    expect(messages).toEqual([
      `Tried to create an alias that targets a.example.com., type AAAA in zone ${bareId}, but that target was not found`,
    ]);
  });
});

describe('behavior', () => {
  test('accepts A, AAAA and HTTPS aliases of a distribution that carries the name', async () => {
    const { client, zoneId } = await exampleZone();
    distributionCarries('www.example.com');
    const types = ['A', 'AAAA', 'HTTPS'] as const;

    const changes = types.map((type) => create(aliasOf('www.example.com', cloudFrontZone, distribution, type)));
    await change(client, zoneId, ...changes);

    expect(await recordSetsOf(client, zoneId)).toEqual(
      types.map((type) => aliasOf('www.example.com.', cloudFrontZone, `${distribution}.`, type)),
    );
    expect(aws.simulator.world.state(publicRecords, '*').get('www.example.com|A')).toEqual([distribution]);
  });

  test('accepts a distribution that carries a wildcard over the name, or the wildcard itself', async () => {
    const { client, zoneId } = await exampleZone();
    distributionCarries('*.example.com');

    await change(
      client,
      zoneId,
      create(aliasOf('www.example.com', cloudFrontZone, distribution)),
      create(aliasOf('*.example.com', cloudFrontZone, distribution)),
    );

    expect(await recordSetsOf(client, zoneId)).toHaveLength(2);
  });

  test('accepts a regional API Gateway domain name in the zone of its Region', async () => {
    const { client, zoneId } = await exampleZone();
    const target = 'd-abc123.execute-api.eu-west-1.amazonaws.com';

    await change(client, zoneId, create(aliasOf('api.example.com', 'ZLY8HYME6SFDD', target)));

    expect(await recordSetsOf(client, zoneId)).toEqual([aliasOf('api.example.com.', 'ZLY8HYME6SFDD', `${target}.`)]);
  });

  test('accepts a target that has been declared to exist outside the simulated services', async () => {
    const { client, zoneId } = await exampleZone();
    const target = 'lb-1.eu-west-1.elb.amazonaws.com';
    aws.simulator.world.state(externalAliasTargets, '*').add(externalAliasTarget('Z32O12XQLNTSW2', target));

    await change(client, zoneId, create(aliasOf('api.example.com', 'Z32O12XQLNTSW2', target)));

    expect(await recordSetsOf(client, zoneId)).toHaveLength(1);
  });

  test('deletes an alias only when the whole target is repeated, upper case and trailing dot aside', async () => {
    const { client, zoneId } = await exampleZone();
    distributionCarries('www.example.com');
    const alias = aliasOf('www.example.com', cloudFrontZone, distribution);
    await change(client, zoneId, create(alias));
    const evaluating = { ...alias.AliasTarget!, EvaluateTargetHealth: true };

    const messages = await messagesOf(change(client, zoneId, remove({ ...alias, AliasTarget: evaluating })));
    await change(client, zoneId, remove(aliasOf('WWW.example.com.', cloudFrontZone, `${distribution.toUpperCase()}.`)));

    expect(messages).toEqual([
      "Tried to delete resource record set [name='www.example.com.', type='A'] but the values provided do not match the current values",
    ]);
    expect(await recordSetsOf(client, zoneId)).toEqual([]);
  });
});
