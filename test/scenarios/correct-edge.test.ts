/** Guards against: an ordered behavior left open, a correction that touches more than it names, stale objects after a protocol change. */
import {
  CloudFrontClient,
  CreateOriginRequestPolicyCommand,
  type DistributionConfig,
} from '@aws-sdk/client-cloudfront';
import { ListResourceRecordSetsCommand, type ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import type { DesiredEdge } from '../../functions/reconciler/model/edge.ts';
import type { EdgeTarget } from '../../functions/reconciler/model/look.ts';
import type { RuleId } from '../../functions/reconciler/model/rules.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { ACCOUNT, API_BEHAVIOR, DOMAIN, distributionOf, estateOf, frontedEstate, seed } from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';
import { zonesByHand } from '../support/zones-by-hand.ts';

const { aws, reconciler, seen } = useReconciledAws();

const ORDERED = {
  PathPattern: '/public/*',
  ...API_BEHAVIOR,
};

interface Drift {
  /** What is found, and nothing beside it. */
  readonly found: readonly (readonly [rule: RuleId, subject: string])[];
  readonly title: string;
  /** Of an origin request policy that the default behavior gets first. */
  readonly forwards?: Forwards;
  readonly edit?: (config: DistributionConfig) => void;
}

interface Forwards {
  readonly headers: readonly string[];
  readonly cookies: 'all' | 'none';
  readonly queryStrings: 'all' | 'none';
}

const BASE = [
  'Accept',
  'Access-Control-Request-Headers',
  'Access-Control-Request-Method',
  'Authorization',
  'Host',
  'Origin',
];
const AS_NEEDED: Forwards = { headers: BASE, cookies: 'all', queryStrings: 'all' };

/** On a distribution that somebody made. */
const DRIFTS: readonly Drift[] = [
  {
    found: [['EDGE-01', 'DefaultCacheBehavior.ViewerProtocolPolicy']],
    title: 'default behavior on allow-all',
    edit: (config) => Object.assign(config.DefaultCacheBehavior!, { ViewerProtocolPolicy: 'allow-all' }),
  },
  {
    found: [['EDGE-01', 'CacheBehaviors[/public/*].ViewerProtocolPolicy']],
    title: 'ordered behavior on allow-all',
    edit: (config) => Object.assign(config.CacheBehaviors!.Items![0]!, { ViewerProtocolPolicy: 'allow-all' }),
  },
  {
    found: [
      ['EDGE-02', 'ViewerCertificate.SSLSupportMethod'],
      ['EDGE-03', 'ViewerCertificate.MinimumProtocolVersion'],
    ],
    title: 'certificate served by IP address',
    edit: (config) =>
      Object.assign(config.ViewerCertificate!, { SSLSupportMethod: 'vip', MinimumProtocolVersion: 'TLSv1' }),
  },
  {
    found: [['EDGE-03', 'ViewerCertificate.MinimumProtocolVersion']],
    title: 'TLSv1.1_2016 for viewers',
    edit: (config) => Object.assign(config.ViewerCertificate!, { MinimumProtocolVersion: 'TLSv1.1_2016' }),
  },
  {
    found: [['EDGE-04', 'Enabled']],
    title: 'disabled',
    edit: (config) => Object.assign(config, { Enabled: false }),
  },
  {
    found: [['EDGE-05', 'Origins[api].CustomOriginConfig.OriginProtocolPolicy']],
    title: 'match-viewer to the origin',
    edit: (config) =>
      Object.assign(config.Origins!.Items![0]!.CustomOriginConfig!, { OriginProtocolPolicy: 'match-viewer' }),
  },
  {
    found: [['EDGE-06', 'Origins[api].CustomOriginConfig.OriginSslProtocols']],
    title: 'TLSv1 to the origin',
    edit: (config) =>
      Object.assign(config.Origins!.Items![0]!.CustomOriginConfig!, {
        OriginSslProtocols: { Quantity: 2, Items: ['TLSv1', 'TLSv1.2'] },
      }),
  },
  {
    found: [['EDGE-07', expect.stringMatching(/^DefaultCacheBehavior Host to d-/)]],
    title: 'Host not forwarded',
    forwards: { ...AS_NEEDED, headers: BASE.filter((name) => name !== 'Host') },
  },
  {
    found: [['EDGE-08', 'DefaultCacheBehavior headers']],
    title: 'only Host forwarded',
    forwards: { ...AS_NEEDED, headers: ['Host'] },
  },
  {
    found: [['EDGE-09', 'DefaultCacheBehavior query strings']],
    title: 'query strings dropped',
    forwards: { ...AS_NEEDED, queryStrings: 'none' },
  },
  {
    found: [['EDGE-09', 'DefaultCacheBehavior cookies']],
    title: 'cookies dropped',
    forwards: { ...AS_NEEDED, cookies: 'none' },
  },
  {
    found: [['EDGE-10', 'DefaultCacheBehavior.AllowedMethods']],
    title: 'two methods only',
    edit: (config) =>
      Object.assign(config.DefaultCacheBehavior!, {
        AllowedMethods: { Quantity: 2, Items: ['GET', 'HEAD'], CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] } },
      }),
  },
  {
    found: [
      ['EDGE-11', 'CacheBehaviors[/public/*].CachePolicyId'],
      ['EDGE-15', `cached objects of ${DOMAIN}`],
    ],
    title: 'responses cached',
    edit: (config) =>
      Object.assign(config.CacheBehaviors!.Items![0]!, { CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' }),
  },
  {
    found: [['EDGE-17', 'Origins[api].DomainName']],
    title: 'the origin is its own name',
    edit: (config) => Object.assign(config.Origins!.Items![0]!, { DomainName: DOMAIN }),
  },
];

describe('changed by hand on a distribution that somebody made', () => {
  test.each(DRIFTS)(
    '$found.0.0 $title is found and corrected, and nothing else is',
    async ({ found, forwards, edit }) => {
      seed(aws, frontedEstate(distributionOf({ CacheBehaviors: { Quantity: 1, Items: [ORDERED] } })));
      const [edge] = await seen.distributions();
      const standing = await driftOf(wanted(DOMAIN));
      const before = await seen.config(edge!.id);
      const policyId = forwards && (await createPolicyByHand(forwards));
      await seen.editByHand(edge!.id, (config) => {
        if (policyId !== undefined) config.DefaultCacheBehavior!.OriginRequestPolicyId = policyId;
        edit?.(config);
      });

      const drift = await driftOf(wanted(DOMAIN));
      const look = await reconciler.converge(wanted(DOMAIN));

      expect(drift).toEqual([...found, ...standing]);
      expect(look.outcome).toEqual({ kind: 'in-sync' });
      const after = await seen.config(edge!.id);
      if (forwards !== undefined) {
        expect(forwardedBy(after)).toEqual(AS_NEEDED);
        after.DefaultCacheBehavior!.OriginRequestPolicyId = before.DefaultCacheBehavior!.OriginRequestPolicyId;
      }
      expect(after).toEqual(before);
    },
  );
});

interface DriftOfOurs {
  readonly found: Drift['found'];
  readonly title: string;
  readonly asked?: Partial<DesiredEdge>;
  readonly edit: (config: DistributionConfig) => void;
}

const HSTS = { kind: 'fixed', maxAgeSeconds: 300, includeSubdomains: false, preload: false } as const;
const VERIFY = { headerName: 'X-Origin-Verify', secretId: 'edge/origin' };

/** On an edge that this tool made: it is known by its tags, and by what its owner asked for. */
const DRIFTS_OF_OURS: readonly DriftOfOurs[] = [
  {
    found: [
      ['EDGE-02', 'ViewerCertificate.ACMCertificateArn'],
      ['EDGE-02', 'ViewerCertificate.SSLSupportMethod'],
      ['EDGE-03', 'ViewerCertificate.MinimumProtocolVersion'],
      ['EDGE-04', 'Aliases'],
    ],
    title: "the certificate exchanged for CloudFront's own, and the name with it",
    edit: (config) => {
      config.Aliases = { Quantity: 0 };
      config.ViewerCertificate = { CloudFrontDefaultCertificate: true };
    },
  },
  {
    found: [['EDGE-04', 'Aliases']],
    title: 'the name taken off',
    edit: (config) => {
      config.Aliases = { Quantity: 0 };
    },
  },
  {
    found: [['EDGE-08', 'DefaultCacheBehavior headers']],
    title: 'more forwarded than the API needs',
    edit: (config) =>
      Object.assign(config.DefaultCacheBehavior!, { OriginRequestPolicyId: API_BEHAVIOR.OriginRequestPolicyId }),
  },
  {
    found: [['EDGE-13', 'DefaultCacheBehavior.ResponseHeadersPolicyId']],
    title: 'HSTS taken off',
    asked: { hsts: HSTS },
    edit: ({ DefaultCacheBehavior }) => Object.assign(DefaultCacheBehavior!, { ResponseHeadersPolicyId: '' }),
  },
  {
    found: [['EDGE-16', expect.stringMatching(/^Origins\[.*X-Origin-Verify/)]],
    title: 'the secret header taken off',
    asked: { originVerify: VERIFY },
    edit: ({ Origins }) => Object.assign(Origins!.Items![0]!, { CustomHeaders: { Quantity: 0 } }),
  },
];

describe('changed by hand on an edge that this tool made', () => {
  test.each(DRIFTS_OF_OURS)(
    '$found.0.0 $title is found and corrected, and nothing else is',
    async ({ found, asked, edit }) => {
      const target = wanted(DOMAIN, asked);
      seed(aws, estateOf({ account: { secrets: { 'edge/origin': { region: 'eu-west-1', value: 'a'.repeat(32) } } } }));
      await reconciler.converge(target);
      const [edge] = await seen.distributions();
      const standing = await driftOf(target);
      const before = await seen.config(edge!.id);
      await seen.editByHand(edge!.id, edit);

      const drift = await driftOf(target);
      const look = await reconciler.converge(target);

      expect(drift).toEqual([...found, ...standing]);
      expect(look.outcome).toEqual({ kind: 'in-sync' });
      expect(await seen.config(edge!.id)).toEqual(before);
    },
  );
});

/** What a look in `detect` finds, and that it wrote nothing. */
async function driftOf(target: EdgeTarget): Promise<readonly (readonly [string, string])[]> {
  reconciler.forget();
  const { plan } = await reconciler.look(target, { mode: 'detect' });
  expect(reconciler.writes()).toEqual([]);
  return plan.verdicts.filter(({ verdict }) => verdict === 'drift').map(({ rule, subject }) => [rule, subject]);
}

async function createPolicyByHand({ headers, cookies, queryStrings }: Forwards): Promise<string> {
  const { OriginRequestPolicy } = await aws.client(CloudFrontClient).send(
    new CreateOriginRequestPolicyCommand({
      OriginRequestPolicyConfig: {
        Name: 'theirs',
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: headers.length, Items: [...headers] } },
        CookiesConfig: { CookieBehavior: cookies },
        QueryStringsConfig: { QueryStringBehavior: queryStrings },
      },
    }),
  );
  return OriginRequestPolicy!.Id!;
}

function forwardedBy({ DefaultCacheBehavior }: DistributionConfig): unknown {
  const { originRequestPolicies } = aws.simulator.world.state(cloudFront, ACCOUNT);
  const { config } = originRequestPolicies.get(DefaultCacheBehavior!.OriginRequestPolicyId!)!;
  return {
    headers: [...config.HeadersConfig!.Headers!.Items!].sort(),
    cookies: config.CookiesConfig!.CookieBehavior,
    queryStrings: config.QueryStringsConfig!.QueryStringBehavior,
  };
}

test('EDGE-14 a record moved back to the API by hand is found, and returns to the distribution', async () => {
  seed(aws, estateOf());
  const before = await recordSetsOfName();
  await reconciler.converge(wanted(DOMAIN));
  const [edge] = await seen.distributions();
  const records = await seen.records(DOMAIN);
  const standing = await driftOf(wanted(DOMAIN));
  const moved = await recordSetsOfName();
  const zones = zonesByHand(aws);
  await zones.change(await zones.zone('example.com'), [
    ...moved.map((ResourceRecordSet) => ({ Action: 'DELETE', ResourceRecordSet }) as const),
    ...before.map((ResourceRecordSet) => ({ Action: 'CREATE', ResourceRecordSet }) as const),
  ]);
  expect(await seen.records(DOMAIN)).toEqual([expect.stringMatching(/^A d-.*execute-api/)]);

  const drift = await driftOf(wanted(DOMAIN));
  const look = await reconciler.converge(wanted(DOMAIN));

  expect(drift).toEqual([['EDGE-14', `alias records of ${DOMAIN}`], ...standing]);
  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(records).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
  expect(await seen.records(DOMAIN)).toEqual(records);
});

async function recordSetsOfName(): Promise<readonly ResourceRecordSet[]> {
  const HostedZoneId = await zonesByHand(aws).zone('example.com');
  const { ResourceRecordSets } = await aws
    .client(Route53Client)
    .send(new ListResourceRecordSetsCommand({ HostedZoneId }));
  return ResourceRecordSets!.filter((set) => set.Name === `${DOMAIN}.`);
}

describe('EDGE-15', () => {
  const caching = {
    ...API_BEHAVIOR,
    CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    ViewerProtocolPolicy: 'allow-all',
  };

  test('invalidates once, after the correction is Deployed, when the earlier config could cache', async () => {
    seed(aws, frontedEstate(distributionOf({ DefaultCacheBehavior: caching })));
    const statusAtInvalidation: string[] = [];

    await reconciler.converge(wanted(DOMAIN), {}, (look) => {
      const sent = look.applied.some((step) => step.action === 'invalidate');
      if (sent && look.observed.distribution.kind === 'present')
        statusAtInvalidation.push(look.observed.distribution.value.status);
    });
    await reconciler.converge(wanted(DOMAIN));

    expect(statusAtInvalidation).toEqual(['Deployed']);
    expect(reconciler.writes().filter((write) => write.operation === 'CreateInvalidation')).toHaveLength(1);
    const [edge] = await seen.distributions();
    expect(Object.keys(await seen.tags(edge!.arn))).not.toContain('secure-api-edge:pending-invalidation');
  });

  test('invalidates nothing when the earlier config could not cache', async () => {
    const open = { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' };
    seed(aws, frontedEstate(distributionOf({ DefaultCacheBehavior: open })));

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(reconciler.writes().map((write) => write.operation)).toEqual(['UpdateDistribution']);
  });
});

test('corrects legacy settings in place', async () => {
  const legacy = {
    TargetOriginId: 'api',
    ViewerProtocolPolicy: 'allow-all',
    MinTTL: 0,
    DefaultTTL: 0,
    MaxTTL: 31536000,
    ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' }, Headers: { Quantity: 1, Items: ['Accept'] } },
  };
  seed(aws, frontedEstate(distributionOf({ DefaultCacheBehavior: legacy })));

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  const [edge] = await seen.distributions();
  const behavior = (await seen.config(edge!.id)).DefaultCacheBehavior!;
  expect(behavior.CachePolicyId).toBeUndefined();
  expect(behavior.ForwardedValues).toMatchObject({ QueryString: true, Cookies: { Forward: 'all' } });
  expect(behavior.ForwardedValues!.Headers!.Items).toEqual(expect.arrayContaining(['Accept', 'Host', 'Authorization']));
  expect(behavior.MaxTTL).toBe(0);
});

test('keeps what another writer changed between the look and the update', async () => {
  seed(
    aws,
    frontedEstate(distributionOf({ DefaultCacheBehavior: { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' } })),
  );
  const [edge] = await seen.distributions();
  const context = reconciler.context();
  const racing = {
    ...context.clients,
    cloudFront: racingClient(context.clients.cloudFront, () =>
      seen.editByHand(edge!.id, (config) => Object.assign(config, { Comment: 'theirs' })),
    ),
  };

  const look = await reconciler.converge(wanted(DOMAIN), { clients: racing });

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  const config = await seen.config(edge!.id);
  expect(config.Comment).toBe('theirs');
  expect(config.DefaultCacheBehavior!.ViewerProtocolPolicy).toBe('redirect-to-https');
});

/** Lets somebody else write right before our first UpdateDistribution. */
function racingClient<Client extends { send: unknown }>(client: Client, intrude: () => Promise<void>): Client {
  let intruded = false;
  const send = async (command: { constructor: { name: string } }) => {
    if (!intruded && command.constructor.name === 'UpdateDistributionCommand') {
      intruded = true;
      await intrude();
    }
    return (client.send as (command: unknown) => Promise<unknown>).call(client, command);
  };
  return { ...client, send } as Client;
}

test('exchanges an imported certificate before it expires, and once only', async () => {
  const names = [DOMAIN];
  const certificates = {
    edge: { region: 'us-east-1', names, type: 'IMPORTED', expiresInDays: 20 },
    lasting: { region: 'us-east-1', names, expiresInDays: 390 },
    regional: { region: 'eu-west-1', names },
  } as const;
  seed(aws, frontedEstate(distributionOf(), { account: { certificates } }));
  const [edge] = await seen.distributions();
  const before = (await seen.config(edge!.id)).ViewerCertificate?.ACMCertificateArn;

  await reconciler.converge(wanted(DOMAIN));
  reconciler.forget();
  const second = await reconciler.converge(wanted(DOMAIN));

  expect((await seen.config(edge!.id)).ViewerCertificate?.ACMCertificateArn).not.toBe(before);
  expect(second.plan.notes.join()).not.toContain('expires in');
  expect(second.outcome).toEqual({ kind: 'in-sync' });
  expect(reconciler.writes()).toEqual([]);
});

test('forwards all headers of a legacy behavior while EDGE-11 is off: the minimum time goes, the others stay', async () => {
  const { CachePolicyId: _, OriginRequestPolicyId: __, ...behavior } = API_BEHAVIOR;
  const legacy = {
    ...behavior,
    ForwardedValues: {
      QueryString: true,
      Cookies: { Forward: 'all' },
      Headers: { Quantity: 1, Items: ['Host'] },
      QueryStringCacheKeys: { Quantity: 0 },
    },
    MinTTL: 5,
    DefaultTTL: 300,
    MaxTTL: 300,
  };
  seed(aws, frontedEstate(distributionOf({ DefaultCacheBehavior: legacy })));

  const target = wanted(DOMAIN, { headerForwarding: 'all-viewer', rules: { 'EDGE-11': 'off' } });
  const look = await reconciler.converge(target);

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  const [edge] = await seen.distributions();
  expect((await seen.config(edge!.id)).DefaultCacheBehavior).toMatchObject({
    ForwardedValues: { Headers: { Items: ['*'] } },
    MinTTL: 0,
    DefaultTTL: 300,
    MaxTTL: 300,
  });
});
