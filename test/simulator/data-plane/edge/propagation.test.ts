import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { origin, withAlternateDomainNames, withBehavior } from '../../cloudfront/distribution-config.ts';
import { ORIGIN, useEdge } from './edge-under-test.ts';

const edge = useEdge();
const fromOrigin = { Origins: { Quantity: 1, Items: [origin({ DomainName: ORIGIN })] } };
const policy = (ViewerProtocolPolicy: 'allow-all' | 'redirect-to-https' | 'https-only'): DistributionConfig => ({
  ...withBehavior({ ViewerProtocolPolicy }),
  ...fromOrigin,
});

/** What each location answers to a plain request. */
const statusesEverywhere = (host: string): Promise<number[]> =>
  Promise.all(edge.edge.locations.map(async (_, at) => (await edge.ask(`http://${host}/`, { at })).status));

const demand = (ViewerProtocolPolicy: 'redirect-to-https' | 'https-only') => (config: DistributionConfig) => ({
  ...config,
  DefaultCacheBehavior: { ...config.DefaultCacheBehavior!, ViewerProtocolPolicy },
});

test('there are at least three locations', () => {
  expect(edge.edge.locations.length).toBeGreaterThanOrEqual(3);
});

test('a new distribution is unknown at a location until it arrives there', async () => {
  const { domainName } = await edge.created(policy('allow-all'));

  const seen = [await statusesEverywhere(domainName)];
  for (const _ of edge.edge.locations) {
    edge.advance(100);
    seen.push(await statusesEverywhere(domainName));
  }

  expect(seen).toEqual([
    [403, 403, 403],
    [200, 403, 403],
    [200, 200, 403],
    [200, 200, 200],
  ]);
});

test('a change is served where it has arrived, and what was before it elsewhere', async () => {
  const { id, domainName } = await edge.created(policy('allow-all'));
  edge.advance(300);
  await edge.update(id, demand('redirect-to-https'));
  edge.advance(200);

  expect(await statusesEverywhere(domainName)).toEqual([301, 301, 200]);
});

test('a change during a deployment follows it', async () => {
  const { id, domainName } = await edge.created(policy('allow-all'));
  edge.advance(150);
  await edge.update(id, demand('https-only'));
  edge.advance(60);

  expect(await statusesEverywhere(domainName)).toEqual([200, 200, 403]);
  edge.advance(90);
  // Of the second deployment, half has passed.
  expect((await statusesEverywhere(domainName))[2]).toBe(200);
  edge.advance(150);
  expect(await statusesEverywhere(domainName)).toEqual([403, 403, 403]);
});

test('a name that moves is served by its new distribution where the move has arrived', async () => {
  const arn = edge.certificate('api.example.com');
  const { ViewerCertificate } = withAlternateDomainNames(['api.example.com'], arn);
  const Aliases = { Quantity: 1, Items: ['api.example.com'] };
  const from = await edge.created({ ...policy('allow-all'), Aliases, ViewerCertificate });
  const to = await edge.created({ ...policy('https-only'), CallerReference: 'reference-2' });
  edge.advance(300);
  await edge.update(from.id, (config) => ({ ...config, Aliases: { Quantity: 0 } }));
  await edge.update(to.id, (config) => ({ ...config, Aliases, ViewerCertificate }));
  edge.advance(100);

  const answers = await Promise.all([0, 2].map((at) => edge.ask('http://api.example.com/', { at, method: 'HEAD' })));

  expect(answers.map(({ status }) => status)).toEqual([403, 200]);
});

test('refuses a name that no distribution has', async () => {
  const { status, headers } = await edge.ask('http://dunknown.cloudfront.net/');

  expect([status, headers['x-cache']]).toEqual([403, 'Error from cloudfront']);
});

test('a reset forgets what was deployed and asked', async () => {
  const domainName = await edge.deployed(policy('allow-all'));
  await edge.ask(`http://${domainName}/`);

  await edge.aws.simulator.reset();

  expect(edge.edge.requests()).toEqual([]);
  expect((await edge.ask(`http://${domainName}/`)).status).toBe(403);
});

test('answers on IPv6 too', async () => {
  const domainName = await edge.deployed({ ...policy('allow-all'), IsIPV6Enabled: true });

  expect((await edge.ask(`http://${domainName}/`, { overIpv6: true })).status).toBe(200);
});

test('says what viewers have asked', async () => {
  const domainName = await edge.deployed(policy('redirect-to-https'));

  await edge.ask(`http://${domainName}/secret?token=1`, { at: 0, method: 'HEAD' });

  expect(edge.edge.requests()).toEqual([
    {
      location: edge.edge.locations[0]!.pop,
      protocol: 'http',
      method: 'HEAD',
      host: domainName,
      path: '/secret',
      status: 301,
      xCache: 'Redirect from cloudfront',
    },
  ]);
});
