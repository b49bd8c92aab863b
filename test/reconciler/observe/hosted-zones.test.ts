import { observePublicZones, zonesFor } from '../../../functions/reconciler/observe/hosted-zones.ts';
import { API, name } from '../../support/edge-builders.ts';
import { ACCOUNT, estateOf, seed } from '../../support/estates.ts';
import { useReconciler } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { EXTERNAL_ID, ZONE_ACCOUNT, ZONE_ROLE_NAME, zoneOwner, zoneRole } from '../../support/zones-elsewhere.ts';

describe('zonesFor', () => {
  test.each([
    ['the longest zone that holds the name', ['example.com', 'api.example.com'], ['api.example.com']],
    ['the zone above it', ['example.com', 'example.org'], ['example.com']],
    ['every zone of the same name', ['example.com', 'example.com'], ['example.com', 'example.com']],
    ['no zone whose name merely ends alike', ['ple.com', 'i.example.com'], []],
    ['no zone below the name', ['v1.api.example.com'], []],
  ])('chooses %s', (_, zones, expected) => {
    const listed = zones.map((zone, index) => ({ id: `Z${index}`, name: name(zone), recordCount: 2 }));

    expect(zonesFor(listed, API).map((zone) => zone.name)).toEqual(expected);
  });
});

describe('observePublicZones', () => {
  const aws = useSimulatedAws();
  const reconciler = useReconciler(aws);
  const owning = useReconciler(aws, { zoneRoles: [zoneRole()] });
  const owningItself = useReconciler(aws, { zoneRoles: [zoneRole(ACCOUNT)] });

  test('leaves private zones out: callers on the internet do not ask them', async () => {
    const hostedZones = [
      { name: 'example.com' },
      { name: 'api.example.com', vpc: { id: 'vpc-1', region: 'eu-west-1' } },
    ];
    seed(aws, estateOf({ account: { hostedZones } }));

    const zones = await observePublicZones(reconciler.context().clients);

    expect(zones).toEqual({
      zones: [{ name: 'example.com', id: expect.stringMatching(/^Z/), recordCount: 2 }],
      unread: [],
    });
  });

  test('lists each account once, and knows whose each zone is', async () => {
    seed(aws, estateOf({ otherAccounts: { [ZONE_ACCOUNT]: zoneOwner([{ name: 'example.org' }]) } }));
    const { clients } = owning.context();

    const { zones, unread } = await observePublicZones(clients);

    expect(zones.map(({ name: zone, account }) => `${zone} ${account}`)).toEqual([
      'example.com undefined',
      `example.org ${ZONE_ACCOUNT}`,
    ]);
    expect(unread).toEqual([]);
    expect(clients.calls.snapshot()).toEqual({ 'Route53.ListHostedZones': 2, 'STS.AssumeRole': 1 });
  });

  test('knows a zone of the own account as its own, also where a role shows it too', async () => {
    const roles = [{ name: ZONE_ROLE_NAME, externalId: EXTERNAL_ID }];
    seed(aws, estateOf({ account: { roles } }));

    const { zones } = await observePublicZones(owningItself.context().clients);

    expect(zones.map(({ account }) => account)).toEqual([undefined]);
  });

  test('has the zones of the others where one account cannot be read', async () => {
    seed(aws, estateOf());

    const { zones, unread } = await observePublicZones(owning.context().clients);

    expect(zones).toMatchObject([{ name: 'example.com' }]);
    expect(unread).toMatchObject([
      { account: ZONE_ACCOUNT, failure: { kind: 'AccessDenied', operation: 'AssumeRole' } },
    ]);
  });

  test('is unreadable where a page is', async () => {
    aws.simulator.faults.add({ kind: 'throttle', operation: 'ListHostedZones', times: 'always' });

    expect(await observePublicZones(reconciler.context().clients)).toMatchObject({
      zones: [],
      unread: [{ failure: { kind: 'Throttling' } }],
    });
  });
});
