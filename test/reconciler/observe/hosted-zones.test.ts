import { observePublicZones, zonesFor } from '../../../functions/reconciler/observe/hosted-zones.ts';
import { API, name } from '../../support/edge-builders.ts';
import { estateOf, seed } from '../../support/estates.ts';
import { useReconciler } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

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

  test('leaves private zones out: callers on the internet do not ask them', async () => {
    const hostedZones = [
      { name: 'example.com' },
      { name: 'api.example.com', vpc: { id: 'vpc-1', region: 'eu-west-1' } },
    ];
    seed(aws, estateOf({ account: { hostedZones } }));

    const zones = await observePublicZones(reconciler.context().clients);

    expect(zones).toMatchObject({ kind: 'present', value: [{ name: 'example.com', id: expect.stringMatching(/^Z/) }] });
  });

  test('is unreadable where a page is', async () => {
    aws.simulator.faults.add({ kind: 'throttle', operation: 'ListHostedZones', times: 'always' });

    expect(await observePublicZones(reconciler.context().clients)).toMatchObject({
      kind: 'unreadable',
      failure: { kind: 'Throttling' },
    });
  });
});
