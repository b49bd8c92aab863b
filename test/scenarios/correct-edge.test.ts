/** Guards against: an ordered behavior left open, a correction that touches more than it names, stale objects after a protocol change. */
import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import {
  ALIAS_TO_API,
  API_BEHAVIOR,
  DOMAIN,
  distributionOf,
  estateOf,
  frontedEstate,
  seed,
} from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const ORDERED = {
  PathPattern: '/public/*',
  ...API_BEHAVIOR,
};

interface Drift {
  readonly rule: string;
  readonly title: string;
  readonly edit: (config: DistributionConfig) => void;
}

const DRIFTS: readonly Drift[] = [
  {
    rule: 'EDGE-01',
    title: 'default behavior on allow-all',
    edit: (config) => Object.assign(config.DefaultCacheBehavior!, { ViewerProtocolPolicy: 'allow-all' }),
  },
  {
    rule: 'EDGE-01',
    title: 'ordered behavior on allow-all',
    edit: (config) => Object.assign(config.CacheBehaviors!.Items![0]!, { ViewerProtocolPolicy: 'allow-all' }),
  },
  {
    rule: 'EDGE-03',
    title: 'TLSv1.1_2016 for viewers',
    edit: (config) => Object.assign(config.ViewerCertificate!, { MinimumProtocolVersion: 'TLSv1.1_2016' }),
  },
  { rule: 'EDGE-04', title: 'disabled', edit: (config) => Object.assign(config, { Enabled: false }) },
  {
    rule: 'EDGE-05',
    title: 'match-viewer to the origin',
    edit: (config) =>
      Object.assign(config.Origins!.Items![0]!.CustomOriginConfig!, { OriginProtocolPolicy: 'match-viewer' }),
  },
  {
    rule: 'EDGE-06',
    title: 'TLSv1 to the origin',
    edit: (config) =>
      Object.assign(config.Origins!.Items![0]!.CustomOriginConfig!, {
        OriginSslProtocols: { Quantity: 2, Items: ['TLSv1', 'TLSv1.2'] },
      }),
  },
  {
    rule: 'EDGE-07',
    title: 'Host not forwarded',
    edit: (config) =>
      Object.assign(config.DefaultCacheBehavior!, { OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac' }),
  },
  {
    rule: 'EDGE-08',
    title: 'only Host forwarded',
    edit: (config) =>
      Object.assign(config.DefaultCacheBehavior!, { OriginRequestPolicyId: 'bf0718e1-ba1e-49d1-88b1-f726733018ae' }),
  },
  {
    rule: 'EDGE-10',
    title: 'two methods only',
    edit: (config) =>
      Object.assign(config.DefaultCacheBehavior!, {
        AllowedMethods: { Quantity: 2, Items: ['GET', 'HEAD'], CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] } },
      }),
  },
  {
    rule: 'EDGE-11',
    title: 'responses cached',
    edit: (config) =>
      Object.assign(config.CacheBehaviors!.Items![0]!, { CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' }),
  },
];

test.each(DRIFTS)(
  '$rule $title, changed by hand, is found and corrected and nothing else is',
  async ({ rule, edit }) => {
    seed(aws, frontedEstate(distributionOf({ CacheBehaviors: { Quantity: 1, Items: [ORDERED] } })));
    const [edge] = await seen.distributions();
    expect((await reconciler.look(wanted(DOMAIN), { mode: 'detect' })).outcome).toEqual({ kind: 'in-sync' });
    const before = await seen.config(edge!.id);
    await seen.editByHand(edge!.id, edit);

    const found = await reconciler.look(wanted(DOMAIN), { mode: 'detect' });
    const look = await reconciler.converge(wanted(DOMAIN));

    expect(
      found.plan.verdicts.filter((verdict) => verdict.verdict === 'drift').map((verdict) => verdict.rule),
    ).toContain(rule);
    expect(look.outcome).toEqual({ kind: 'in-sync' });
    const after = await seen.config(edge!.id);
    expect(withoutChosenPolicy(after)).toEqual(withoutChosenPolicy(before));
  },
);

/** EDGE-07 and EDGE-08 end on a policy that fits, which is not the one that stood there before. */
function withoutChosenPolicy(config: DistributionConfig): DistributionConfig {
  const { OriginRequestPolicyId: _, ...behavior } = config.DefaultCacheBehavior!;
  return { ...config, DefaultCacheBehavior: behavior as DistributionConfig['DefaultCacheBehavior'] };
}

test('EDGE-14 a record moved back to the API by hand returns to the distribution', async () => {
  seed(aws, estateOf({ distributions: { edge: distributionOf() }, records: [ALIAS_TO_API] }));
  const [edge] = await seen.distributions();

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(await seen.records(DOMAIN)).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
});

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
