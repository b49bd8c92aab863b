/** Guards against: an edge that is begun and never finished, records moved before the edge answers, a second look that writes again. */
import { DOMAIN, estateOf, seed } from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const BEFORE = [
  { title: 'nothing stands at the name', records: [], remembered: 'absent' },
  { title: 'an alias to the API stands at the name', records: undefined, remembered: 'alias A' },
  {
    title: 'a CNAME to the API stands at the name',
    records: [{ name: DOMAIN, type: 'CNAME', ttl: 120, values: [{ apiDomain: DOMAIN }] }],
    remembered: 'cname 120',
  },
] as const;

describe.each(BEFORE)('a domain without an edge, where $title', ({ records, remembered }) => {
  test('ends with the name on a deployed distribution and both alias records on it', async () => {
    seed(aws, estateOf({ records }));

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    const [edge] = await seen.distributions();
    expect(edge).toMatchObject({ aliases: [DOMAIN], status: 'Deployed' });
    expect(await seen.records(DOMAIN)).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
    expect(await seen.tags(edge!.arn)).toMatchObject({
      'secure-api-edge:owner': 'remediator',
      'secure-api-edge:dns-before': remembered,
    });
  });

  test('plans nothing and writes nothing at the second look', async () => {
    seed(aws, estateOf({ records }));
    await reconciler.converge(wanted(DOMAIN));
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.plan.steps).toEqual([]);
    expect(reconciler.writes()).toEqual([]);
  });
});

test('sends the settings that every rule asks for', async () => {
  seed(aws, estateOf());

  await reconciler.converge(wanted(DOMAIN));

  const [edge] = await seen.distributions();
  const config = await seen.config(edge!.id);
  const [origin] = config.Origins!.Items!;
  expect(config.ViewerCertificate).toMatchObject({
    MinimumProtocolVersion: 'TLSv1.2_2021',
    SSLSupportMethod: 'sni-only',
  });
  expect(config.DefaultCacheBehavior).toMatchObject({
    ViewerProtocolPolicy: 'redirect-to-https',
    CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  });
  expect(config.DefaultCacheBehavior!.AllowedMethods!.Items).toHaveLength(7);
  expect(origin!.DomainName).toMatch(/^d-.+\.execute-api\.eu-west-1\.amazonaws\.com$/);
  expect(origin!.CustomOriginConfig).toMatchObject({
    OriginProtocolPolicy: 'https-only',
    OriginSslProtocols: { Items: ['TLSv1.2'] },
  });
});

test('moves the records only after the distribution is Deployed', async () => {
  seed(aws, estateOf());
  const statusAtMove: string[] = [];

  await reconciler.converge(wanted(DOMAIN), {}, (look) => {
    const moved = look.applied.some((step) => step.part === 'alias-records' && step.action === 'update');
    if (moved && look.observed.distribution.kind === 'present')
      statusAtMove.push(look.observed.distribution.value.status);
  });

  expect(statusAtMove).toEqual(['Deployed']);
});

test('shares one origin request policy among domains that need the same headers', async () => {
  const names = ['one.example.com', 'two.example.com', 'three.example.com'];
  seed(aws, estateOf({ names, records: [] }));

  const sweep = await reconciler.sweep();

  expect(sweep.edges.map((edge) => edge.outcome.kind)).toEqual(['in-sync', 'in-sync', 'in-sync']);
  expect(reconciler.writes().filter((write) => write.operation === 'CreateOriginRequestPolicy')).toHaveLength(1);
});

test.each([
  {
    protocol: 'REST',
    more: { resources: { '/': { GET: { authorization: 'AWS_IAM', apiKeyRequired: true } } } },
    headers: ['x-api-key', 'X-Amz-Date'],
  },
  {
    protocol: 'WEBSOCKET',
    more: { routes: [{ key: '$connect' }] },
    headers: ['Sec-WebSocket-Key', 'Sec-WebSocket-Version'],
  },
] as const)('derives what a $protocol API needs', async ({ protocol, more, headers }) => {
  seed(aws, estateOf({ api: { protocol, routes: undefined, ...more } }));

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  const note = look.plan.notes.find((one) => one.includes('headers reach the API'));
  for (const header of headers) expect(note).toContain(header);
});
