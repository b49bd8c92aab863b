/** Guards against: an account that runs out of policies, an edge that cannot be made where Authorization may not be listed, a header lost on somebody's distribution. */
import {
  type CachePolicyHeadersConfig,
  CloudFrontClient,
  CreateCachePolicyCommand,
  DeleteOriginRequestPolicyCommand,
  GetOriginRequestPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { hookClients } from '../properties/hooked-clients.ts';
import {
  ACCOUNT,
  ALIAS_TO_DISTRIBUTION,
  API_BEHAVIOR,
  DOMAIN,
  distributionOf,
  estateOf,
  frontedEstate,
  seed,
} from '../support/estates.ts';
import { createPolicy, customPolicies, UNUSED_POLICY } from '../support/header-policies.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

/** Somebody's distribution in front of the API, with this default behavior. */
function seedEdge(behavior: object): void {
  seed(aws, frontedEstate(distributionOf({ DefaultCacheBehavior: behavior })));
}

async function defaultBehavior() {
  const [edge] = await seen.distributions();
  return (await seen.config(edge!.id)).DefaultCacheBehavior!;
}

/** In lower case. */
function headersOf(originRequestPolicyId: string | undefined): readonly string[] {
  const { originRequestPolicies } = aws.simulator.world.state(cloudFront, ACCOUNT);
  const { config } = originRequestPolicies.get(originRequestPolicyId!)!;
  return config.HeadersConfig!.Headers!.Items!.map((one) => one.toLowerCase());
}

/** As another edge's clean-up would; once. */
function deletesOwnPolicyOnce(): () => Promise<void> {
  let isDone = false;
  return async () => {
    const { originRequestPolicies } = aws.simulator.world.state(cloudFront, ACCOUNT);
    const ours = [...originRequestPolicies.values()].find(({ config }) => config.Name!.startsWith('secure-api-edge-'));
    if (isDone || ours === undefined) return;
    isDone = true;
    const client = aws.client(CloudFrontClient);
    const { ETag } = await client.send(new GetOriginRequestPolicyCommand({ Id: ours.id }));
    await client.send(new DeleteOriginRequestPolicyCommand({ Id: ours.id, IfMatch: ETag }));
  };
}

describe('where CloudFront refuses Authorization in an origin request policy', () => {
  test('sends all viewer headers instead, says so, and does not try again', async () => {
    seed(aws, estateOf());
    aws.simulator.world.state(cloudFront, ACCOUNT).refuseAuthorizationInOriginRequestPolicies = true;

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(look.plan.notes.join()).toContain(
      'every viewer header reaches the API (Managed-AllViewer), because CloudFront refused Authorization',
    );
    const [edge] = await seen.distributions();
    expect((await seen.config(edge!.id)).DefaultCacheBehavior!.OriginRequestPolicyId).toBe(
      '216adef6-5c7f-47e4-b989-5492eafa07d3',
    );
    expect(await seen.tags(edge!.arn)).toMatchObject({ 'secure-api-edge:header-fallback': 'all-viewer' });
    reconciler.forget();
    await reconciler.converge(wanted(DOMAIN));
    expect(reconciler.writes()).toEqual([]);
  });

  test('corrects an existing edge the same way', async () => {
    const behavior = { ...API_BEHAVIOR, OriginRequestPolicyId: 'bf0718e1-ba1e-49d1-88b1-f726733018ae' };
    seedEdge(behavior);
    aws.simulator.world.state(cloudFront, ACCOUNT).refuseAuthorizationInOriginRequestPolicies = true;

    const look = await reconciler.converge(wanted(DOMAIN));

    expect(look.outcome).toEqual({ kind: 'in-sync' });
  });
});

test('a policy of ours that nobody uses is deleted by a sweep, and only that', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN));
  const used = await customPolicies(aws);
  await createPolicy(aws, UNUSED_POLICY, ['Accept']);
  await createPolicy(aws, 'theirs', ['Accept']);

  const sweep = await reconciler.sweep();

  expect(sweep.cleanedUp.map((step) => step.target)).toEqual([`origin request policy ${UNUSED_POLICY}`]);
  expect(await customPolicies(aws)).toEqual(expect.arrayContaining([...used, 'theirs']));
});

test('a policy that nobody uses and that may not be deleted is told of', async () => {
  seed(aws, estateOf());
  await createPolicy(aws, UNUSED_POLICY, ['Accept']);
  aws.simulator.faults.add({
    operation: 'DeleteOriginRequestPolicy',
    kind: 'error',
    code: 'AccessDenied',
    status: 403,
    nth: 1,
  });

  const sweep = await reconciler.sweep();

  expect(sweep.cleanedUp).toEqual([]);
  expect(sweep.notChecked).toEqual([
    { what: 'policies that nobody uses', failure: expect.objectContaining({ code: 'AccessDenied' }) },
  ]);
});

test('a policy of ours that somebody edited is left behind for a new edition, once', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN));
  const [name] = await customPolicies(aws);
  const { originRequestPolicies } = aws.simulator.world.state(cloudFront, ACCOUNT);
  const policy = [...originRequestPolicies.values()].find((one) => one.config.Name === name)!;
  policy.config.CookiesConfig = { CookieBehavior: 'none' };

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(await customPolicies(aws)).toEqual(expect.arrayContaining([name, `${name}-2`]));
  reconciler.forget();
  await reconciler.converge(wanted(DOMAIN));
  expect(reconciler.writes()).toEqual([]);
});

test('a distribution under continuous deployment is left alone by name', async () => {
  const open = { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' };
  seed(aws, frontedEstate(distributionOf({ DefaultCacheBehavior: open, ContinuousDeploymentPolicyId: 'cdp-1' })));

  const promised = await reconciler.look(wanted(DOMAIN), { mode: 'detect' });
  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }] });
  expect(JSON.stringify(look.outcome)).toContain('continuous deployment policy cdp-1');
  expect(promised.outcome).toEqual(look.outcome);
  expect(reconciler.writes().map((write) => write.operation)).not.toContain('UpdateDistribution');
});

test("a correction takes no header away that somebody's distribution forwards today", async () => {
  const { OriginRequestPolicy: theirs } = await createPolicy(aws, 'theirs', ['X-Tenant', 'Host']);
  const behavior = { ...API_BEHAVIOR, OriginRequestPolicyId: theirs!.Id };
  seedEdge(behavior);

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  const { OriginRequestPolicyId } = await defaultBehavior();
  expect(headersOf(OriginRequestPolicyId)).toEqual(expect.arrayContaining(['x-tenant', 'host', 'authorization']));
});

test("a correction takes no header away that somebody's cache policy forwards today", async () => {
  const { OriginRequestPolicy: theirs } = await createPolicy(aws, 'theirs', ['Host']);
  const keyed: CachePolicyHeadersConfig = {
    HeaderBehavior: 'whitelist',
    Headers: { Quantity: 1, Items: ['X-Region'] },
  };
  const { CachePolicy: caching } = await aws.client(CloudFrontClient).send(
    new CreateCachePolicyCommand({
      CachePolicyConfig: {
        Name: 'by-region',
        MinTTL: 0,
        DefaultTTL: 60,
        MaxTTL: 600,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: false,
          HeadersConfig: keyed,
          CookiesConfig: { CookieBehavior: 'none' },
          QueryStringsConfig: { QueryStringBehavior: 'none' },
        },
      },
    }),
  );
  const behavior = { ...API_BEHAVIOR, OriginRequestPolicyId: theirs!.Id, CachePolicyId: caching!.Id };
  seedEdge(behavior);

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  const { CachePolicyId, OriginRequestPolicyId } = await defaultBehavior();
  expect(CachePolicyId).toBe(API_BEHAVIOR.CachePolicyId);
  expect(headersOf(OriginRequestPolicyId)).toEqual(expect.arrayContaining(['x-region', 'host', 'authorization']));
});

test("sends all viewer headers where what somebody's distribution forwards and what the API needs do not fit", async () => {
  const many = ['Host', ...Array.from({ length: 8 }, (_, at) => `X-Tenant-${at}`)];
  const { OriginRequestPolicy: theirs } = await createPolicy(aws, 'theirs', many);
  const behavior = { ...API_BEHAVIOR, OriginRequestPolicyId: theirs!.Id };
  seedEdge(behavior);

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect((await defaultBehavior()).OriginRequestPolicyId).toBe(API_BEHAVIOR.OriginRequestPolicyId);
});

test('two edges that need the same headers, made at the same time, share one policy', async () => {
  const names = [DOMAIN, 'orders.example.com'];
  seed(aws, estateOf({ names }));
  const bothAreHere = meeting(names.length);
  const clients = hookClients(reconciler.context().clients, async (_, operation, send) => {
    if (operation === 'CreateOriginRequestPolicy') await bothAreHere();
    return send();
  });

  const looks = await Promise.all(names.map((one) => reconciler.converge(wanted(one), { clients })));

  expect(looks.map(({ outcome }) => outcome.kind)).toEqual(['in-sync', 'in-sync']);
  const creates = reconciler.writes().filter(({ operation }) => operation === 'CreateOriginRequestPolicy');
  expect(creates.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await customPolicies(aws)).toHaveLength(1);
  const edges = await Promise.all((await seen.distributions()).map(({ id }) => seen.config(id)));
  const [first, second] = edges.map(({ DefaultCacheBehavior }) => DefaultCacheBehavior!.OriginRequestPolicyId);
  expect(first).toBe(second);
  expect(headersOf(first)).toContain('authorization');
});

/** Lets nobody go on before this many have come. */
function meeting(size: number): () => Promise<void> {
  let open = () => {};
  const isComplete = new Promise<void>((resolve) => {
    open = resolve;
  });
  let come = 0;
  return () => {
    come += 1;
    if (come === size) open();
    return isComplete;
  };
}

test.each(['CreateDistributionWithTags', 'UpdateDistribution'])(
  'a policy that is deleted between the look and %s is made again by the next look',
  async (operation) => {
    // Managed-UserAgentRefererHeaders
    const dropped = { ...API_BEHAVIOR, OriginRequestPolicyId: 'acba4595-bd28-49b8-b9fe-13317c0390fa' };
    const standing = {
      distributions: { edge: distributionOf({ DefaultCacheBehavior: dropped }) },
      records: [...ALIAS_TO_DISTRIBUTION],
    };
    seed(aws, estateOf(operation === 'UpdateDistribution' ? standing : {}));
    const deleteOwnPolicy = deletesOwnPolicyOnce();
    const clients = hookClients(reconciler.context().clients, async (_, called, send) => {
      if (called === operation) await deleteOwnPolicy();
      return send();
    });
    const deleted = () => reconciler.writes().filter((write) => write.operation === 'DeleteOriginRequestPolicy');

    const look = await reconciler.converge(wanted(DOMAIN), { clients });

    expect(look.outcome).toEqual({ kind: 'in-sync' });
    expect(deleted()).toHaveLength(1);
    expect(await customPolicies(aws)).toEqual([expect.stringContaining('secure-api-edge-headers-')]);
  },
);
