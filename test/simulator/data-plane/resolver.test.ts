import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { alternateDomainNames, cloudFront } from '../../../simulator/cloudfront/state.ts';
import { edgeAddresses, regionalAddresses } from '../../../simulator/data-plane/addresses.ts';
import { createCachingResolver } from '../../../simulator/data-plane/caching-resolver.ts';
import { createResolver } from '../../../simulator/data-plane/resolver.ts';
import { loadEstate } from '../../../simulator/estates/load-estate.ts';
import { wellMadeEdge } from '../../../simulator/estates/well-made-edge.ts';
import { zoneIndex } from '../../../simulator/route53/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

const certificates = {
  edge: { region: 'us-east-1', names: ['api.example.com', 'old.example.com'] },
  api: { region: 'eu-west-1', names: ['api.example.com'] },
};

const aws = useSimulatedAws({
  estate: (simulator) =>
    loadEstate(simulator, {
      accounts: {
        '111111111111': {
          certificates,
          apis: { shop: { region: 'eu-west-1', protocol: 'HTTP' } },
          apiDomains: [
            { name: 'api.example.com', region: 'eu-west-1', certificate: 'api', mappings: [{ api: 'shop' }] },
            { name: 'old.example.com', region: 'us-east-1', endpointTypes: ['EDGE'], edgeCertificate: 'edge' },
          ],
          distributions: { edge: { config: { ...wellMadeEdge('api.example.com', 'edge'), HttpVersion: 'http2and3' } } },
          hostedZones: [
            {
              name: 'example.com',
              records: [
                { name: 'api.example.com', type: 'A', alias: { apiDomain: 'api.example.com' } },
                { name: 'www.example.com', type: 'CNAME', ttl: 120, values: ['far.example.net'] },
                { name: 'loop.example.com', type: 'CNAME', values: ['loop.example.com'] },
                { name: 'lost.example.com', type: 'CNAME', values: ['nowhere.example.org'] },
                { name: '*.example.com', type: 'A', values: ['192.0.2.1'] },
                { name: 'a.deep.example.com', type: 'A', values: ['192.0.2.2'] },
                { name: 'w.example.com', type: 'A', values: ['192.0.2.3'], setIdentifier: 'three', weight: 3 },
                { name: 'w.example.com', type: 'A', values: ['192.0.2.4'], setIdentifier: 'one', weight: 1 },
              ],
            },
            { name: 'example.net', records: [{ name: 'far.example.net', type: 'A', ttl: 30, values: ['192.0.2.9'] }] },
          ],
        },
        '222222222222': {
          hostedZones: [
            { name: 'sub.example.com', records: [{ name: 'x.sub.example.com', type: 'A', values: ['192.0.2.20'] }] },
            {
              name: 'example.net',
              vpc: { id: 'vpc-1', region: 'eu-west-1' },
              records: [{ name: 'far.example.net', type: 'A', values: ['10.0.0.1'] }],
            },
          ],
        },
      },
    }),
});

const resolver = createResolver(() => aws.simulator.world);

function zoneIdOf(name: string): string | undefined {
  const zoneName = `${name.split('.').slice(-2).join('.')}.`;
  return aws.simulator.world.state(zoneIndex, '*').publicByName.get(zoneName)?.[0]?.id;
}

function change(Action: 'UPSERT' | 'DELETE', name: string, type: 'A' | 'AAAA', value: string) {
  const ResourceRecordSet: ResourceRecordSet = { Name: name, Type: type, TTL: 5, ResourceRecords: [{ Value: value }] };
  const ChangeBatch = { Changes: [{ Action, ResourceRecordSet }] };
  return aws
    .client(Route53Client)
    .send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneIdOf(name), ChangeBatch }));
}

/** As a migration does: the CNAME record of www goes and an address comes, in one batch. */
function replaceCname() {
  const Name = 'www.example.com';
  const cname: ResourceRecordSet = { Name, Type: 'CNAME', TTL: 120, ResourceRecords: [{ Value: 'far.example.net' }] };
  const address: ResourceRecordSet = { Name, Type: 'A', TTL: 5, ResourceRecords: [{ Value: '192.0.2.71' }] };
  const ChangeBatch = {
    Changes: [
      { Action: 'DELETE' as const, ResourceRecordSet: cname },
      { Action: 'CREATE' as const, ResourceRecordSet: address },
    ],
  };
  return aws
    .client(Route53Client)
    .send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneIdOf(Name), ChangeBatch }));
}

/** Those of the account's distribution and of the distribution behind the EDGE domain name. */
function distributionNames(): [string, string] {
  const { world } = aws.simulator;
  const [own] = [...world.state(cloudFront, '111111111111').distributions.values()];
  return [own?.domainName ?? '', world.state(alternateDomainNames, '*').get('old.example.com') ?? ''];
}

describe('resolver', () => {
  test('answers an alias record with the addresses and the TTL of the API Gateway name it targets', () => {
    const answer = resolver.resolve('api.example.com', 'A');

    expect(answer).toEqual({ code: 'NOERROR', values: regionalAddresses('eu-west-1').A, ttlSeconds: 60 });
  });

  test('follows a CNAME record into another zone, with the smallest TTL on the way', () => {
    const answer = resolver.resolve('WWW.example.com.', 'A');

    expect(answer).toEqual({ code: 'NOERROR', values: ['192.0.2.9'], ttlSeconds: 30 });
  });

  test('answers a question for the CNAME itself with its target', () => {
    const answer = resolver.resolve('www.example.com', 'CNAME');

    expect(answer).toEqual({ code: 'NOERROR', values: ['far.example.net'], ttlSeconds: 120 });
  });

  test('gives up on a loop, and says so of a target that does not exist', () => {
    expect(resolver.resolve('loop.example.com', 'A')).toMatchObject({ code: 'NODATA', values: [] });
    expect(resolver.resolve('lost.example.com', 'A')).toMatchObject({ code: 'NXDOMAIN', values: [] });
  });

  test('tells a name without this type from a name that does not exist, for as long as the SOA record says', () => {
    expect(resolver.resolve('api.example.com', 'AAAA')).toEqual({ code: 'NODATA', values: [], ttlSeconds: 900 });
    expect(resolver.resolve('nothing.example.net', 'A')).toEqual({ code: 'NXDOMAIN', values: [], ttlSeconds: 900 });
    expect(resolver.resolve('example.org', 'A')).toMatchObject({ code: 'NXDOMAIN' });
  });

  test('answers with a wildcard what does not exist, but nothing below a name that does', () => {
    expect(resolver.resolve('anything.example.com', 'A').values).toEqual(['192.0.2.1']);
    expect(resolver.resolve('any.thing.example.com', 'A').values).toEqual(['192.0.2.1']);
    expect(resolver.resolve('deep.example.com', 'A').code).toBe('NODATA');
    expect(resolver.resolve('b.deep.example.com', 'A').code).toBe('NXDOMAIN');
  });

  test('asks the zone with the longest name, of whatever account', () => {
    expect(resolver.resolve('x.sub.example.com', 'A').values).toEqual(['192.0.2.20']);
    expect(resolver.resolve('y.sub.example.com', 'A').code).toBe('NXDOMAIN');
  });

  test('answers from a private zone inside the VPCs of its account only', () => {
    expect(resolver.resolve('far.example.net', 'A', '222222222222').values).toEqual(['10.0.0.1']);
    expect(resolver.resolve('far.example.net', 'A', '111111111111').values).toEqual(['192.0.2.9']);
  });

  test('lets weighted records take turns in proportion to their weights', () => {
    const answers = Array.from({ length: 8 }, () => resolver.resolve('w.example.com', 'A').values[0]);

    expect(answers.filter((value) => value === '192.0.2.3')).toHaveLength(6);
    expect(answers.filter((value) => value === '192.0.2.4')).toHaveLength(2);
  });

  test('answers names of distributions with edge locations, of AWS’s own too, and no other name below cloudfront.net', () => {
    const [edge, old] = distributionNames();

    expect(resolver.resolve(edge, 'A')).toEqual({ code: 'NOERROR', values: edgeAddresses.A, ttlSeconds: 60 });
    expect(resolver.resolve(edge, 'AAAA').values).toEqual(edgeAddresses.AAAA);
    expect(resolver.resolve(edge, 'HTTPS').values).toEqual(['1 . alpn="h3,h2"']);
    expect(resolver.resolve(old, 'A').values).toEqual(edgeAddresses.A);
    expect(resolver.resolve('dnosuchthing.cloudfront.net', 'A').code).toBe('NXDOMAIN');
  });

  test('answers a change once it is INSYNC, and a deletion likewise', async () => {
    await change('UPSERT', 'new.example.com', 'A', '192.0.2.50');
    expect(resolver.resolve('new.example.com', 'A').values).toEqual(['192.0.2.1']);

    aws.simulator.clock.advance(30);
    expect(resolver.resolve('new.example.com', 'A').values).toEqual(['192.0.2.50']);

    await change('DELETE', 'new.example.com', 'A', '192.0.2.50');
    expect(resolver.resolve('new.example.com', 'A').values).toEqual(['192.0.2.50']);

    aws.simulator.clock.advance(30);
    expect(resolver.resolve('new.example.com', 'A').values).toEqual(['192.0.2.1']);
  });

  test('answers a zone from the moment its creation is INSYNC until its deletion is', async () => {
    const route53 = aws.client(Route53Client);
    const { HostedZone } = await route53.send(
      new CreateHostedZoneCommand({ Name: 'fresh.org', CallerReference: 'fresh' }),
    );
    expect(resolver.resolve('fresh.org', 'A').code).toBe('NXDOMAIN');

    aws.simulator.clock.advance(30);
    expect(resolver.resolve('fresh.org', 'A').code).toBe('NODATA');

    await route53.send(new DeleteHostedZoneCommand({ Id: HostedZone?.Id }));
    expect(resolver.resolve('fresh.org', 'A').code).toBe('NODATA');

    aws.simulator.clock.advance(30);
    expect(resolver.resolve('fresh.org', 'A').code).toBe('NXDOMAIN');
  });
});

describe('caching resolver', () => {
  const clock = { now: () => aws.simulator.clock.now() };

  test('repeats an answer until its TTL is over', async () => {
    const caching = createCachingResolver(resolver, clock);
    caching.resolve('api.example.com', 'A');
    await change('UPSERT', 'api.example.com', 'A', '192.0.2.60');
    aws.simulator.clock.advance(59);

    const before = caching.resolve('api.example.com', 'A');
    aws.simulator.clock.advance(1);
    const after = caching.resolve('api.example.com', 'A');

    expect(before).toMatchObject({ values: regionalAddresses('eu-west-1').A, ttlSeconds: 1 });
    expect(after).toMatchObject({ values: ['192.0.2.60'], ttlSeconds: 5 });
  });

  test('asks the target of a remembered CNAME anew, but not the name itself', async () => {
    const caching = createCachingResolver(resolver, clock);
    const first = caching.resolve('www.example.com', 'A');
    await change('UPSERT', 'far.example.net', 'A', '192.0.2.70');
    await replaceCname();
    aws.simulator.clock.advance(119);

    const second = caching.resolve('www.example.com', 'A');
    aws.simulator.clock.advance(1);
    const third = caching.resolve('www.example.com', 'A');

    expect(first).toMatchObject({ values: ['192.0.2.9'], ttlSeconds: 30 });
    expect(second).toMatchObject({ values: ['192.0.2.70'], ttlSeconds: 1 });
    expect(third).toMatchObject({ values: ['192.0.2.71'], ttlSeconds: 5 });
  });

  test('remembers that there is nothing', async () => {
    const caching = createCachingResolver(resolver, clock);
    caching.resolve('api.example.com', 'AAAA');
    await change('UPSERT', 'api.example.com', 'AAAA', '2001:db8::5');
    aws.simulator.clock.advance(899);

    expect(caching.resolve('api.example.com', 'AAAA').code).toBe('NODATA');
    aws.simulator.clock.advance(1);
    expect(caching.resolve('api.example.com', 'AAAA').values).toEqual(['2001:db8::5']);
  });
});
