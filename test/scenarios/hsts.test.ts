/** Guards against: an age that grows too fast or is skipped, a ramp that somebody has to remember, a brake that waits, ages that stay behind in browsers. */
import { CloudFrontClient, GetResponseHeadersPolicyCommand, TagResourceCommand } from '@aws-sdk/client-cloudfront';
import type { Hsts } from '../../functions/reconciler/model/edge.ts';
import { lookAtAccount } from '../../functions/reconciler/reconcile-account.ts';
import { API_BEHAVIOR, API_ORIGIN, DOMAIN, distributionOf, estateOf, seed } from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const DAY = 86_400;
const RAMPING: Hsts = { kind: 'ramp', intervalSeconds: 14 * DAY, includeSubdomains: true, preload: false };

test('sweeps take an edge from five minutes to a year, one step every interval, and then leave it alone', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN, { hsts: RAMPING }));
  const served = new Map([[await header(), 0]]);

  for (let day = 1; day <= 80; day += 1) {
    aws.simulator.clock.advance(DAY);
    if (day % 4 === 1) await reconciler.sweep();
    const now = await header();
    if (!served.has(now)) served.set(now, day);
  }

  const days = [...served.values()];
  expect([...served.keys()]).toEqual([
    'max-age=300',
    'max-age=86400',
    'max-age=604800',
    'max-age=2592000',
    'max-age=31536000; includeSubDomains',
  ]);
  for (const [index, day] of days.slice(1).entries()) {
    expect(day - days[index]!).toBeGreaterThanOrEqual(14);
    expect(day - days[index]!).toBeLessThanOrEqual(18);
  }
  reconciler.forget();
  aws.simulator.clock.advance(30 * DAY);
  expect((await reconciler.sweep()).edges.map(({ outcome }) => outcome.kind)).toEqual(['in-sync']);
  expect(reconciler.writes()).toEqual([]);
});

test('between two steps the edge is in sync, and the plan says when the next one comes', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN, { hsts: RAMPING }));
  aws.simulator.clock.advance(DAY);
  reconciler.forget();

  const { edges } = await reconciler.sweep();

  expect(edges.map(({ outcome }) => outcome)).toEqual([{ kind: 'in-sync' }]);
  expect(edges[0]!.plan.notes).toContainEqual(
    expect.stringMatching(/^HSTS: step 1 of 5 \(5 minutes\) since .+; next on/),
  );
  expect(reconciler.writes()).toEqual([]);
});

test('a path to an API of another account, whose stages nobody here can know, holds neither the edge nor its ramp up', async () => {
  const theirs = { ...API_ORIGIN, Id: 'theirs', DomainName: 'otherapi99.execute-api.eu-west-1.amazonaws.com' };
  const toTheirs = {
    ...API_BEHAVIOR,
    PathPattern: '/other/*',
    TargetOriginId: 'theirs',
    OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  };
  const edge = distributionOf({
    Origins: { Quantity: 2, Items: [API_ORIGIN, theirs] },
    CacheBehaviors: { Quantity: 1, Items: [toTheirs] },
  });
  seed(aws, estateOf({ distributions: { edge } }));
  const owner = { kind: 'stack', stackHash: 'abc', resourceHash: 'def' } as const;

  const begun = await reconciler.converge(wanted(DOMAIN, { owner, hsts: RAMPING }));
  aws.simulator.clock.advance(15 * DAY);
  const { edges } = await reconciler.sweep();

  expect([begun, ...edges].map(({ outcome }) => outcome.kind)).toEqual(['in-sync', 'in-sync']);
  expect(begun.plan.verdicts).toContainEqual(expect.objectContaining({ rule: 'EDGE-12', verdict: 'not-checked' }));
  expect(await header()).toBe('max-age=86400');
});

test('only shows a due step in detect', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN, { hsts: RAMPING }));
  aws.simulator.clock.advance(14 * DAY);
  reconciler.forget();

  const { edges } = await reconciler.sweep({ mode: 'detect' });

  expect(edges[0]!.plan.verdicts).toContainEqual(
    expect.objectContaining({ rule: 'EDGE-13', verdict: 'drift', before: 'max-age=300', after: 'max-age=86400' }),
  );
  expect(reconciler.writes()).toEqual([]);
});

test('a due step is no reason to stop a run, a correction of the same size is', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN, { hsts: RAMPING }));
  aws.simulator.clock.advance(14 * DAY);
  const guarded = { names: 'all', limits: { maximumChangedShare: 0, floor: 1 }, secondsLeft: () => 3600 } as const;

  const due = await lookAtAccount(reconciler.context(), guarded);
  const [edge] = await seen.distributions();
  await seen.editByHand(edge!.id, (config) =>
    Object.assign(config.DefaultCacheBehavior!, { ResponseHeadersPolicyId: '' }),
  );
  const lost = await lookAtAccount(reconciler.context(), guarded);

  expect(due.refusal).toBeUndefined();
  expect(due.edges.map(({ outcome }) => outcome.kind)).toEqual(['in-sync']);
  expect(lost.refusal?.rule).toBe('guard');
});

test('a step that crashes before its update is repeated, not skipped', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN, { hsts: RAMPING }));
  aws.simulator.clock.advance(14 * DAY);
  aws.simulator.faults.add({
    operation: 'UpdateDistribution',
    nth: 1,
    kind: 'error',
    code: 'AccessDenied',
    status: 403,
  });
  await reconciler.sweep();
  expect(await header()).toBe('max-age=300');
  aws.simulator.clock.advance(20 * DAY);

  await reconciler.sweep();

  expect(await header()).toBe('max-age=86400');
  aws.simulator.clock.advance(13 * DAY);
  await reconciler.sweep();
  expect(await header()).toBe('max-age=86400');
});

test('the brake serves max-age=0 at once, is remembered, and stays until off', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN, { hsts: RAMPING }));
  aws.simulator.clock.advance(14 * DAY);
  await reconciler.sweep();

  await reconciler.converge(wanted(DOMAIN, { hsts: { kind: 'brake' } }));

  expect(await header()).toBe('max-age=0');
  expect(await tags()).toMatchObject({
    'secure-api-edge:hsts': 'brake',
    'secure-api-edge:hsts-step': 'brake',
    'secure-api-edge:hsts-longest-age': '86400',
  });
  await reconciler.sweep();
  reconciler.forget();
  aws.simulator.clock.advance(60 * DAY);
  await reconciler.sweep();
  expect(reconciler.writes()).toEqual([]);
  await reconciler.converge(wanted(DOMAIN, { hsts: { kind: 'off' } }));
  expect(await header()).toBe('none');
  expect(Object.keys(await tags()).filter((key) => key.includes('hsts-'))).toEqual([]);
});

test('a person may pull the brake by the tag', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN, { hsts: RAMPING }));
  const [edge] = await seen.distributions();
  const Tags = { Items: [{ Key: 'secure-api-edge:hsts', Value: 'brake' }] };
  await aws.client(CloudFrontClient).send(new TagResourceCommand({ Resource: edge!.arn, Tags }));

  await reconciler.sweep();

  expect(await header()).toBe('max-age=0');
});

async function tags(): Promise<Record<string, string>> {
  return seen.tags((await seen.distributions())[0]!.arn);
}

/** What the edge adds to an answer, as CloudFront is configured. */
async function header(): Promise<string> {
  const [edge] = await seen.distributions();
  const Id = (await seen.config(edge!.id)).DefaultCacheBehavior!.ResponseHeadersPolicyId;
  if (Id === undefined || Id === '') return 'none';
  const { ResponseHeadersPolicy } = await aws
    .client(CloudFrontClient)
    .send(new GetResponseHeadersPolicyCommand({ Id }));
  const hsts = ResponseHeadersPolicy!.ResponseHeadersPolicyConfig!.SecurityHeadersConfig!.StrictTransportSecurity!;
  return `max-age=${hsts.AccessControlMaxAgeSec}${hsts.IncludeSubdomains ? '; includeSubDomains' : ''}${hsts.Preload ? '; preload' : ''}`;
}
