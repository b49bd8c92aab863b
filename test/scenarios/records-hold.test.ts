/** Guards against: records moved to a distribution that does not answer for the API, or that nobody is going to correct; waits and writes that never end. */
import type { AccountEstate } from '../../simulator/estates/estate.ts';
import { ALIAS_TO_API, API_BEHAVIOR, API_ORIGIN, DOMAIN, distributionOf, estateOf, seed } from '../support/estates.ts';
import { letGo, region, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const SITE = { ...API_ORIGIN, Id: 'site', DomainName: 'site.example.net' };
const TWO_API_ORIGINS = { Quantity: 2, Items: [API_ORIGIN, { ...API_ORIGIN, Id: 'second' }] };
const GROUP = {
  Quantity: 1,
  Items: [
    {
      Id: 'group',
      FailoverCriteria: { StatusCodes: { Quantity: 1, Items: [500] } },
      Members: { Quantity: 2, Items: [{ OriginId: 'api' }, { OriginId: 'second' }] },
    },
  ],
};
const FAILOVER_METHODS = {
  Quantity: 3,
  Items: ['GET', 'HEAD', 'OPTIONS'],
  CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
};

async function expectRecordsAtApi(): Promise<void> {
  expect(await seen.records(DOMAIN)).toEqual([expect.stringMatching(/^A d-.*\.execute-api\./)]);
}

test('a distribution that carries the name but leads elsewhere by default gets no records', async () => {
  const edge = distributionOf({
    Origins: { Quantity: 1, Items: [SITE] },
    DefaultCacheBehavior: { ...API_BEHAVIOR, TargetOriginId: 'site' },
  });
  seed(aws, estateOf({ distributions: { edge }, records: [ALIAS_TO_API] }));

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-07' }, { rule: 'EDGE-14' }] });
  expect(JSON.stringify(look.outcome)).toContain('site.example.net');
  await expectRecordsAtApi();
});

test('a distribution without a name that leads to a site by default is not drawn into the edge', async () => {
  const edge = distributionOf({
    Aliases: { Quantity: 0 },
    ViewerCertificate: { CloudFrontDefaultCertificate: true },
    Origins: { Quantity: 2, Items: [SITE, API_ORIGIN] },
    DefaultCacheBehavior: { ...API_BEHAVIOR, TargetOriginId: 'site' },
    CacheBehaviors: { Quantity: 1, Items: [{ ...API_BEHAVIOR, PathPattern: '/api/*' }] },
  });
  seed(aws, estateOf({ distributions: { edge }, records: [ALIAS_TO_API] }));
  const [theirs] = await seen.distributions();

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect((await seen.distributions()).find(({ id }) => id === theirs!.id)?.aliases).toEqual([]);
});

test('a behavior that targets a group of API origins is not judged, and gets no records', async () => {
  const edge = distributionOf({
    Origins: TWO_API_ORIGINS,
    OriginGroups: GROUP,
    DefaultCacheBehavior: { ...API_BEHAVIOR, TargetOriginId: 'group', AllowedMethods: FAILOVER_METHODS },
  });
  seed(aws, estateOf({ distributions: { edge }, records: [ALIAS_TO_API] }));

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome.kind).not.toBe('in-sync');
  expect(look.plan.verdicts).toContainEqual(
    expect.objectContaining({
      rule: 'EDGE-07',
      verdict: 'not-checked',
      detail: expect.stringContaining('origin group'),
    }),
  );
  await expectRecordsAtApi();
});

test.each([
  {
    rule: 'EDGE-07',
    broken: {
      DefaultCacheBehavior: { ...API_BEHAVIOR, OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac' },
    },
  },
  {
    rule: 'EDGE-05',
    broken: {
      Origins: {
        Quantity: 1,
        Items: [
          {
            ...API_ORIGIN,
            CustomOriginConfig: { ...API_ORIGIN.CustomOriginConfig, OriginProtocolPolicy: 'http-only' },
          },
        ],
      },
    },
  },
  { rule: 'EDGE-10', broken: { DefaultCacheBehavior: { ...API_BEHAVIOR, AllowedMethods: FAILOVER_METHODS } } },
  { rule: 'EDGE-04', broken: { Enabled: false } },
])(
  '$rule on report keeps the records at the API while it drifts, says so, and waits for nothing',
  async ({ rule, broken }) => {
    seed(aws, estateOf({ distributions: { edge: distributionOf(broken) }, records: [ALIAS_TO_API] }));
    const before = aws.simulator.clock.now();

    const look = await reconciler.converge(wanted(DOMAIN, { rules: { [rule]: 'report' } }));

    expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-14' }] });
    expect(JSON.stringify(look.outcome)).toContain(`records stay as they are while ${rule} is drift`);
    expect(aws.simulator.clock.now() - before).toBeLessThan(1_800_000);
    await expectRecordsAtApi();
  },
);

describe('with a certificate attached that does not cover the name', () => {
  const certificates: AccountEstate['certificates'] = {
    other: { region: 'us-east-1', names: ['other.example.net'] },
    regional: { region: 'eu-west-1', names: [DOMAIN] },
  };
  const edge = distributionOf({
    Aliases: { Quantity: 0 },
    ViewerCertificate: {
      ACMCertificateArn: { certificate: 'other' },
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    },
  });

  test('refuses by EDGE-02 and never asks CloudFront for the name', async () => {
    seed(aws, estateOf({ distributions: { edge }, account: { certificates } }));

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'EDGE-02' }] });
    expect(reconciler.writes().filter(({ status }) => status >= 400)).toEqual([]);
  });

  test('requests one where the owner asks for it, and ends in sync', async () => {
    seed(aws, estateOf({ distributions: { edge }, account: { certificates } }));

    const look = await reconciler.converge(wanted(DOMAIN, { requestCertificate: 'when-missing' }));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
  });
});

test('EDGE-02 on report sets no name that the attached certificate does not cover, look after look', async () => {
  const edge = distributionOf({
    Aliases: { Quantity: 0 },
    ViewerCertificate: { CloudFrontDefaultCertificate: true },
    DefaultCacheBehavior: { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' },
  });
  seed(aws, estateOf({ distributions: { edge }, records: [ALIAS_TO_API] }));
  await reconciler.sweep({ rules: { 'EDGE-02': 'report' } });
  reconciler.forget();

  await reconciler.sweep({ rules: { 'EDGE-02': 'report' } });

  expect(reconciler.writes()).toEqual([]);
  await expectRecordsAtApi();
});

describe('with the domain in two Regions, one of which is denied', () => {
  const inBoth: Partial<AccountEstate> = {
    certificates: {
      edge: { region: 'us-east-1', names: [DOMAIN] },
      regional: { region: 'eu-west-1', names: [DOMAIN] },
    },
    apis: {
      shop: { region: 'eu-west-1', protocol: 'HTTP', routes: [{ key: '$default' }] },
      shop2: { region: 'us-east-1', protocol: 'HTTP', routes: [{ key: '$default' }] },
    },
    apiDomains: [
      { name: DOMAIN, region: 'eu-west-1', certificate: 'regional', mappings: [{ api: 'shop' }] },
      { name: DOMAIN, region: 'us-east-1', certificate: 'edge', mappings: [{ api: 'shop2' }] },
    ],
  };
  const records = [{ name: DOMAIN, type: 'A', alias: { apiDomain: DOMAIN, region: 'eu-west-1' } }];

  function deny(): void {
    aws.simulator.faults.add({
      kind: 'access-denied',
      operation: 'GetDomainNames',
      region: 'eu-west-1',
      times: 'always',
    });
  }

  test('begins no edge to the other', async () => {
    seed(aws, estateOf({ records: [], account: inBoth }));
    deny();
    reconciler.forget();

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toMatchObject({ kind: 'failed', failure: { kind: 'AccessDenied' } });
    expect(reconciler.writes()).toEqual([]);
  });

  test('lets nothing go, because the API may well be there', async () => {
    seed(aws, estateOf({ records, account: inBoth }));
    await reconciler.converge(wanted(DOMAIN, { apiRegion: region('eu-west-1') }));
    const before = await seen.records(DOMAIN);
    deny();

    const look = await reconciler.converge(letGo(DOMAIN));

    expect(look.outcome).toMatchObject({ kind: 'failed', failure: { kind: 'AccessDenied' } });
    expect(await seen.records(DOMAIN)).toEqual(before);
    expect(await seen.distributions()).toHaveLength(1);
  });
});
