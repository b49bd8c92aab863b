/** Guards against: the secret of one API sent to another origin or taken from another Region; headers of others taken away; a reported rule that stops an edge. */
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DesiredEdge } from '../../functions/reconciler/model/edge.ts';
import type { AccountEstate } from '../../simulator/estates/estate.ts';
import {
  ALIAS_TO_DISTRIBUTION,
  API_BEHAVIOR,
  API_ORIGIN,
  DOMAIN,
  distributionOf,
  type EstateChanges,
  estateOf,
  seed,
} from '../support/estates.ts';
import { region, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const SECRET = 'edge/origin-verify';
const VALUE = 'value-in-ireland-2a4c6e8f';
const owner = { kind: 'stack', stackHash: 'abc', resourceHash: 'def' } as const;
const originVerify = { headerName: 'X-Origin-Verify', secretId: SECRET };
const EDGE: Partial<DesiredEdge> = { owner, originVerify };

function estate({ account, ...changes }: EstateChanges = {}) {
  const secrets = { [SECRET]: { region: 'eu-west-1', value: VALUE } };
  return estateOf({ ...changes, account: { secrets, ...account } });
}

async function onlyEdge() {
  const [edge] = await seen.distributions();
  return edge!;
}

/** Each origin as `id domain: headers`. */
async function origins(): Promise<readonly string[]> {
  const { Origins } = await seen.config((await onlyEdge()).id);
  return (Origins?.Items ?? []).map(({ Id, DomainName, CustomHeaders }) => {
    const headers = (CustomHeaders?.Items ?? []).map(({ HeaderName, HeaderValue }) => `${HeaderName}=${HeaderValue}`);
    return [Id, DomainName, ...headers].join(' ');
  });
}

function headerItems(HeaderValue: string) {
  return { CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Origin-Verify', HeaderValue }] } };
}

describe('an edge whose default behavior was led to another origin by hand', () => {
  const ELSEWHERE = ['site.thirdparty.net', 'abcdefghij.execute-api.eu-west-1.amazonaws.com'];

  async function ledElsewhere(DomainName: string, edge: Partial<DesiredEdge>): Promise<readonly string[]> {
    seed(aws, estate());
    await reconciler.converge(wanted(DOMAIN, edge));
    await seen.editByHand((await onlyEdge()).id, (config) => {
      const [own] = config.Origins!.Items!;
      const theirs = { ...own!, Id: 'theirs', DomainName, CustomHeaders: { Quantity: 0 } };
      config.CacheBehaviors = { Quantity: 1, Items: [{ ...config.DefaultCacheBehavior!, PathPattern: '/api/*' }] };
      config.Origins = { Quantity: 2, Items: [own!, theirs] };
      config.DefaultCacheBehavior!.TargetOriginId = 'theirs';
    });
    return origins();
  }

  test.each(ELSEWHERE)('refuses to send the secret to %s or to take its place', async (DomainName) => {
    const before = await ledElsewhere(DomainName, EDGE);

    const look = await reconciler.converge(wanted(DOMAIN, EDGE));

    expect(look.outcome).toMatchObject({
      kind: 'refused',
      refusals: [{ rule: 'EDGE-07', detail: expect.stringContaining(`to the API of ${DOMAIN}, got ${DomainName}`) }],
    });
    expect(await origins()).toEqual(before);
  });

  test.each(['report', 'off'] as const)('sends the secret nowhere else with EDGE-07 on %s', async (mode) => {
    const edge = { ...EDGE, rules: { 'EDGE-07': mode } };
    const before = await ledElsewhere('site.thirdparty.net', edge);

    const look = await reconciler.converge(wanted(DOMAIN, edge));

    expect(look.outcome.kind).toBe('in-sync');
    expect(await origins()).toEqual(before);
  });
});

describe('a domain in two Regions with a secret of the same name in each', () => {
  const regional = (where: string) => ({ name: DOMAIN, region: where });
  const account: Partial<AccountEstate> = {
    certificates: {
      edge: { region: 'us-east-1', names: [DOMAIN] },
      regional: { region: 'eu-west-1', names: [DOMAIN] },
    },
    apis: {
      shop: { region: 'eu-west-1', protocol: 'HTTP', routes: [{ key: '$default' }] },
      other: { region: 'us-east-1', protocol: 'HTTP', routes: [{ key: '$default' }] },
    },
    apiDomains: [
      { ...regional('eu-west-1'), certificate: 'regional', mappings: [{ api: 'shop' }] },
      { ...regional('us-east-1'), certificate: 'edge', mappings: [{ api: 'other' }] },
    ],
  };

  beforeEach(async () => {
    seed(aws, estate({ account, records: [] }));
    const virginia = aws.client(SecretsManagerClient, { region: 'us-east-1' });
    await virginia.send(new CreateSecretCommand({ Name: SECRET, SecretString: 'value-in-virginia-1b3d5f' }));
  });

  test('sends the one of the Region that is fronted, and the sweep agrees', async () => {
    await reconciler.converge(wanted(DOMAIN, { ...EDGE, apiRegion: region('us-east-1') }));
    reconciler.forget();

    const { edges } = await reconciler.sweep();

    expect(edges.map(({ outcome }) => outcome.kind)).toEqual(['in-sync']);
    expect(reconciler.writes()).toEqual([]);
    expect(await origins()).toEqual([expect.stringContaining('X-Origin-Verify=value-in-virginia-1b3d5f')]);
  });

  test('is not read while nobody said which is fronted', async () => {
    const look = await reconciler.look(wanted(DOMAIN, EDGE));

    expect(look.observed.originSecret.kind).toBe('absent');
    expect(aws.simulator.requests().filter(({ operation }) => operation === 'GetSecretValue')).toEqual([]);
    expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-17' }] });
  });
});

describe('when the property goes', () => {
  const THEIRS = { ...API_ORIGIN, Id: 'theirs', DomainName: 'otherapi99.execute-api.eu-west-1.amazonaws.com' };

  test("the header of another API's origin stays, although it has the same name", async () => {
    const items = [API_ORIGIN, { ...THEIRS, ...headerItems('theirs-of-the-other-api') }];
    const toTheirs = {
      ...API_BEHAVIOR,
      PathPattern: '/other/*',
      TargetOriginId: 'theirs',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    };
    const edge = distributionOf({
      Origins: { Quantity: 2, Items: items },
      CacheBehaviors: { Quantity: 1, Items: [toTheirs] },
    });
    seed(aws, estate({ distributions: { edge }, records: ALIAS_TO_DISTRIBUTION }));
    await reconciler.converge(wanted(DOMAIN, EDGE));

    const look = await reconciler.converge(wanted(DOMAIN, { owner }));

    expect(look.outcome.kind).toBe('in-sync');
    expect(await origins()).toEqual([
      expect.stringMatching(/^api \S+$/),
      expect.stringContaining('X-Origin-Verify=theirs-of-the-other-api'),
    ]);
  });

  test.each(['report', 'off'] as const)(
    'what was there before stays, where EDGE-16 on %s wrote nothing',
    async (mode) => {
      const items = [{ ...API_ORIGIN, ...headerItems('set-by-hand') }];
      const edge = distributionOf({ Origins: { Quantity: 1, Items: items } });
      seed(aws, estate({ distributions: { edge }, records: ALIAS_TO_DISTRIBUTION }));
      await reconciler.converge(wanted(DOMAIN, { ...EDGE, rules: { 'EDGE-16': mode } }));

      await reconciler.converge(wanted(DOMAIN, { owner }));

      expect(await origins()).toEqual([expect.stringContaining('X-Origin-Verify=set-by-hand')]);
    },
  );
});

describe.each(['report', 'off'] as const)('EDGE-16 on %s, and a secret that does not exist', (mode) => {
  const edge: Partial<DesiredEdge> = { ...EDGE, rules: { 'EDGE-16': mode } };
  const account = { secrets: {} };

  test('keeps no edge from being created', async () => {
    seed(aws, estate({ account }));

    const look = await reconciler.converge(wanted(DOMAIN, edge));

    expect(look.outcome.kind).toBe('in-sync');
    expect(await origins()).toEqual([expect.stringMatching(/^api \S+$/)]);
  });

  test('keeps no records from moving to a distribution that stands', async () => {
    seed(aws, estate({ account, distributions: { edge: distributionOf() } }));

    const look = await reconciler.converge(wanted(DOMAIN, edge));

    expect(look.outcome.kind).toBe('in-sync');
    expect((await seen.records(DOMAIN)).join()).toContain('.cloudfront.net');
  });
});

test('a header that EDGE-16 on report does not write is not in a new distribution either', async () => {
  seed(aws, estate());

  const look = await reconciler.converge(wanted(DOMAIN, { ...EDGE, rules: { 'EDGE-16': 'report' } }));

  expect(look.outcome.kind).toBe('in-sync');
  expect(await origins()).toEqual([expect.stringMatching(/^api \S+$/)]);
  expect(await seen.tags((await onlyEdge()).arn)).not.toHaveProperty('secure-api-edge:origin-verify-sent');
});

test('edges that share a secret have it read once in a sweep', async () => {
  const names = [1, 2, 3].map((number) => `api${number}.example.com`);
  seed(aws, estate({ names, records: [] }));
  for (const one of names) await reconciler.converge(wanted(one, EDGE));
  const before = aws.simulator.requests().length;

  const { edges } = await reconciler.sweep();

  expect(edges.map(({ outcome }) => outcome.kind)).toEqual(['in-sync', 'in-sync', 'in-sync']);
  const read = aws.simulator
    .requests()
    .slice(before)
    .filter(({ operation }) => operation === 'GetSecretValue');
  expect(read).toHaveLength(1);
});
