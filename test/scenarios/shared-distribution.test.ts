/**
 * Guards against: two API domains on one distribution that take turns in undoing each other's settings, the Host of one replaced for the sake of the
 * other, a distribution that changes its edge with every sweep.
 */
import { CloudFrontClient, GetOriginRequestPolicyCommand } from '@aws-sdk/client-cloudfront';
import type { AccountLook } from '../../functions/reconciler/model/look.ts';
import { API_BEHAVIOR, API_ORIGIN, DOMAIN, distributionOf, frontedEstate, seed } from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const SECOND = 'b.example.com';
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
const OWNER = { kind: 'stack', stackHash: 'aa', resourceHash: 'bb' } as const;

/** Somebody's distribution that carries both names. */
function sharing(changes: Record<string, unknown> = {}) {
  const names = [DOMAIN, SECOND];
  return frontedEstate(distributionOf({ Aliases: { Quantity: 2, Items: names }, ...changes }), { names });
}

function outcomes({ edges }: AccountLook): Record<string, string> {
  return Object.fromEntries(edges.map(({ observed, outcome }) => [observed.domainName, outcome.kind]));
}

async function onlyDistribution() {
  const [edge, ...others] = await seen.distributions();
  expect(others).toEqual([]);
  return edge!;
}

test('both domains keep their Host, and no sweep after the first writes', async () => {
  seed(aws, sharing());
  await reconciler.sweep();
  reconciler.forget();

  const sweeps = [await reconciler.sweep(), await reconciler.sweep()];

  expect(sweeps.map(outcomes)).toEqual([
    { [DOMAIN]: 'in-sync', [SECOND]: 'in-sync' },
    { [DOMAIN]: 'in-sync', [SECOND]: 'in-sync' },
  ]);
  expect(reconciler.writes()).toEqual([]);
  const { DefaultCacheBehavior } = await seen.config((await onlyDistribution()).id);
  expect(DefaultCacheBehavior!.OriginRequestPolicyId).toBe(ALL_VIEWER);
});

test('a correction that both need is made once and suits both', async () => {
  const originB = { ...API_ORIGIN, Id: 'b', DomainName: { apiDomain: SECOND } };
  // Host is replaced on both behaviors: Managed-AllViewerExceptHostHeader.
  const replaced = { ...API_BEHAVIOR, OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac' };
  seed(
    aws,
    sharing({
      Origins: { Quantity: 2, Items: [API_ORIGIN, originB] },
      DefaultCacheBehavior: replaced,
      CacheBehaviors: { Quantity: 1, Items: [{ PathPattern: '/b/*', ...replaced, TargetOriginId: 'b' }] },
    }),
  );
  await reconciler.sweep();
  reconciler.forget();

  const sweep = await reconciler.sweep();

  expect(outcomes(sweep)).toEqual({ [DOMAIN]: 'in-sync', [SECOND]: 'in-sync' });
  expect(reconciler.writes()).toEqual([]);
  const { DefaultCacheBehavior, CacheBehaviors } = await seen.config((await onlyDistribution()).id);
  for (const behavior of [DefaultCacheBehavior!, ...CacheBehaviors!.Items!]) {
    const { OriginRequestPolicyId: Id } = behavior;
    const { OriginRequestPolicy } = await aws.client(CloudFrontClient).send(new GetOriginRequestPolicyCommand({ Id }));
    const { HeaderBehavior, Headers } = OriginRequestPolicy!.OriginRequestPolicyConfig!.HeadersConfig!;
    expect(HeaderBehavior === 'allViewer' || Headers!.Items!.some((header) => /^host$/i.test(header))).toBe(true);
  }
});

test('the edge of one domain stays its edge: the other is refused by name, and no tag flips', async () => {
  seed(aws, sharing());
  const made = await reconciler.converge(wanted(DOMAIN, { owner: OWNER }));
  expect(made.outcome).toEqual({ kind: 'in-sync' });
  const edge = await onlyDistribution();
  const tags = await seen.tags(edge.arn);
  reconciler.forget();

  const sweeps = [await reconciler.sweep(), await reconciler.sweep()];

  expect(sweeps.map(outcomes)).toEqual([
    { [DOMAIN]: 'in-sync', [SECOND]: 'refused' },
    { [DOMAIN]: 'in-sync', [SECOND]: 'refused' },
  ]);
  expect(JSON.stringify(sweeps[0]!.edges.map(({ outcome }) => outcome))).toContain(
    `is the edge of ${DOMAIN} and carries ${SECOND} beside it`,
  );
  expect(reconciler.writes()).toEqual([]);
  expect(await seen.tags(edge.arn)).toEqual(tags);
});

test('refuses a stack the name that the edge of another domain carries beside its own', async () => {
  seed(aws, sharing());
  await reconciler.converge(wanted(DOMAIN, { owner: OWNER }));
  reconciler.forget();

  const look = await reconciler.converge(wanted(SECOND, { owner: { ...OWNER, resourceHash: 'cc' } }));

  expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'ownership' }] });
  expect(JSON.stringify(look.outcome)).toContain(`take ${SECOND} off it`);
  expect(reconciler.writes()).toEqual([]);
});

test('a behavior that leads to the endpoint of another custom domain is left as it is', async () => {
  const originB = { ...API_ORIGIN, Id: 'b', DomainName: { apiDomain: SECOND } };
  seed(
    aws,
    sharing({
      Origins: { Quantity: 2, Items: [API_ORIGIN, originB] },
      CacheBehaviors: { Quantity: 1, Items: [{ PathPattern: '/b/*', ...API_BEHAVIOR, TargetOriginId: 'b' }] },
    }),
  );

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(look.plan.verdicts).toContainEqual(
    expect.objectContaining({
      rule: 'EDGE-07',
      verdict: 'pass',
      subject: expect.stringMatching(/^CacheBehaviors\[\/b\/\*\] Host to d-/),
    }),
  );
  expect(reconciler.writes().map(({ operation }) => operation)).not.toContain('UpdateDistribution');
});
