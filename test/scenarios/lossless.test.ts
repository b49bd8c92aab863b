/** Guards against: a correction that deletes a setting which AWS has and this program's SDK does not know yet. */
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import type { UnknownElement } from '../../simulator/core/unknown-xml.ts';
import type { DistributionEstate } from '../../simulator/estates/estate.ts';
import { ACCOUNT, API_BEHAVIOR, DOMAIN, distributionOf, estateOf, frontedEstate, seed } from '../support/estates.ts';
import { letGo, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const OPEN = { ...API_BEHAVIOR, ViewerProtocolPolicy: 'allow-all' };
const CACHING = { ...OPEN, CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' };
const TOP: UnknownElement = {
  path: 'DistributionConfig',
  xml: '<FutureSetting><Enabled>true</Enabled></FutureSetting>',
};
const ORIGIN: UnknownElement = {
  path: 'DistributionConfig/Origins/Items/Origin/CustomOriginConfig',
  xml: '<FutureProtocol>h3</FutureProtocol>',
};
const DEFAULT_BEHAVIOR: UnknownElement = {
  path: 'DistributionConfig/DefaultCacheBehavior',
  xml: '<FutureCheck>strict</FutureCheck>',
};
const ORDERED_BEHAVIOR: UnknownElement = {
  path: 'DistributionConfig/CacheBehaviors/Items/CacheBehavior[2]',
  xml: '<FutureList><Quantity>1</Quantity><Items><One>a</One></Items></FutureList>',
};

function edgeWith(unknownElements: readonly UnknownElement[], behavior: object = OPEN): DistributionEstate {
  const ordered = ['/v1/*', '/v2/*'].map((PathPattern) => ({ PathPattern, ...API_BEHAVIOR }));
  const estate = distributionOf({ DefaultCacheBehavior: behavior, CacheBehaviors: { Quantity: 2, Items: ordered } });
  return { ...estate, unknownElements };
}

function seedEdge(edge: DistributionEstate): void {
  seed(aws, frontedEstate(edge));
}

function stored() {
  return structuredClone([...aws.simulator.world.state(cloudFront, ACCOUNT).distributions.values()][0]!);
}

test.each([
  { place: 'at the top', element: TOP, setting: 'FutureSetting.Enabled' },
  {
    place: 'at the top, empty',
    element: { path: 'DistributionConfig', xml: '<FutureFlag/>' },
    setting: 'FutureFlag',
  },
  { place: 'in an origin', element: ORIGIN, setting: 'Origins.Items.Origin.CustomOriginConfig.FutureProtocol' },
  { place: 'in the default behavior', element: DEFAULT_BEHAVIOR, setting: 'DefaultCacheBehavior.FutureCheck' },
  {
    place: 'in an ordered behavior',
    element: ORDERED_BEHAVIOR,
    setting: 'CacheBehaviors.Items.CacheBehavior.FutureList.Items.One',
  },
])('refuses a correction that would delete an unknown setting $place, names it, and writes nothing', async (one) => {
  seedEdge(edgeWith([one.element]));
  const before = stored();

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'guard' }] });
  expect(JSON.stringify(look.outcome)).toContain(`got ${one.setting}`);
  expect(reconciler.writes()).toEqual([]);
  expect(stored()).toEqual(before);
});

test('refuses with the names of all unknown settings at once', async () => {
  seedEdge(edgeWith([ORDERED_BEHAVIOR, TOP, ORIGIN]));

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(JSON.stringify(look.outcome)).toContain(
    'got CacheBehaviors.Items.CacheBehavior.FutureList.Items.One, CacheBehaviors.Items.CacheBehavior.FutureList.Quantity, FutureSetting.Enabled, Origins.Items.Origin.CustomOriginConfig.FutureProtocol;',
  );
});

test('refuses without owing an invalidation for a correction that was not made', async () => {
  seedEdge(edgeWith([TOP], CACHING));
  const before = stored();

  await reconciler.converge(wanted(DOMAIN));
  await reconciler.sweep();

  expect(reconciler.writes()).toEqual([]);
  expect(stored()).toEqual(before);
});

test('refuses without leaving a new policy for a correction that was not made', async () => {
  const ours = { 'secure-api-edge:owner': 'remediator', 'secure-api-edge:domain': DOMAIN };
  seedEdge({ ...edgeWith([TOP]), tags: ours });

  await reconciler.sweep();
  await reconciler.sweep();

  expect(reconciler.writes()).toEqual([]);
});

test('an unknown setting is no obstacle while nothing has to be written', async () => {
  seedEdge(edgeWith([TOP, ORIGIN], API_BEHAVIOR));

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(reconciler.writes()).toEqual([]);
});

test('a distribution without unknown settings is corrected', async () => {
  seedEdge(edgeWith([]));

  const look = await reconciler.converge(wanted(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  const [edge] = await seen.distributions();
  expect((await seen.config(edge!.id)).DefaultCacheBehavior!.ViewerProtocolPolicy).toBe('redirect-to-https');
});

test('promises no correction in detect that would be refused', async () => {
  seedEdge(edgeWith([TOP]));

  const look = await reconciler.look(wanted(DOMAIN), { mode: 'detect' });
  const { edges } = await reconciler.sweep({ mode: 'detect' });

  expect(look.outcome).toMatchObject({ kind: 'refused', refusals: [{ rule: 'guard' }] });
  expect(edges.map(({ outcome }) => outcome)).toEqual([look.outcome]);
  expect(look.plan.verdicts).toContainEqual(expect.objectContaining({ rule: 'EDGE-01', verdict: 'drift' }));
});

test('asks a clean edge for its full config neither in detect nor before there is something to write', async () => {
  seedEdge(edgeWith([TOP], API_BEHAVIOR));

  const look = await reconciler.look(wanted(DOMAIN), { mode: 'detect' });

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(aws.simulator.requests().map(({ operation }) => operation)).not.toContain('GetDistributionConfig');
});

test('deletes a distribution of this tool whatever settings AWS has added to it', async () => {
  seed(aws, estateOf());
  await reconciler.converge(wanted(DOMAIN));
  const [made] = aws.simulator.world.state(cloudFront, ACCOUNT).distributions.values();
  Object.assign(made!, { unknownElements: [TOP] });

  const look = await reconciler.converge(letGo(DOMAIN));

  expect(look.outcome).toEqual({ kind: 'in-sync' });
  expect(await seen.distributions()).toEqual([]);
});
