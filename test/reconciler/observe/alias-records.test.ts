import { ABSENT, present } from '../../../functions/reconciler/model/observed.ts';
import { createRecordReader, observeAliasRecords } from '../../../functions/reconciler/observe/alias-records.ts';
import { observePublicZones, type PublicZones } from '../../../functions/reconciler/observe/hosted-zones.ts';
import type { RecordEstate } from '../../../simulator/estates/estate.ts';
import { API, name } from '../../support/edge-builders.ts';
import { ALIAS_TO_API, DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { useReconciler } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

describe('the records of an edge', () => {
  const aws = useSimulatedAws();
  const reconciler = useReconciler(aws);

  const zonesOf = async () => observePublicZones(reconciler.context().clients);
  const observe = async (
    zones: PublicZones,
    facts: { readonly chosenZoneId?: string; readonly dnsChange?: string; readonly names?: readonly string[] } = {},
  ) => {
    const { clients } = reconciler.context();
    const names = (facts.names ?? [DOMAIN]).map(name);
    const readRecords = createRecordReader(clients, zones, names);
    const { chosenZoneId, dnsChange } = facts;
    return observeAliasRecords(clients, zones, readRecords, {
      name: API,
      chosenZoneId,
      movedInZoneId: undefined,
      dnsChange,
      zones: 'one',
    });
  };

  test('are those at the very name, of any type, and of no name beside it', async () => {
    const records: readonly RecordEstate[] = [
      ALIAS_TO_API,
      { name: DOMAIN, type: 'TXT', values: ['"x"'] },
      { name: `v1.${DOMAIN}`, type: 'CNAME', values: ['elsewhere.example.net'] },
      { name: '*.example.com', type: 'CNAME', values: ['elsewhere.example.net'] },
    ];
    seed(aws, estateOf({ records }));

    const found = await observe(await zonesOf());

    expect(found).toMatchObject(present({ zone: { name: 'example.com' }, rivalZones: [], lastChange: 'none' }));
    expect(found.kind === 'present' && found.value.recordSets.map((record) => record.type)).toEqual(['A', 'TXT']);
  });

  test('are the same whether the zone is read as a whole or name by name', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API, { name: `v1.${DOMAIN}`, type: 'A', values: ['192.0.2.1'] }] }));
    const zones = await zonesOf();

    const byName = await observe(zones, { names: [DOMAIN] });
    const byZone = await observe(zones, { names: [DOMAIN, `v1.${DOMAIN}`, `v2.${DOMAIN}`] });

    expect(byZone).toEqual(byName);
  });

  test('are none where the zone holds none at the name', async () => {
    seed(aws, estateOf({ records: [] }));

    expect(await observe(await zonesOf())).toMatchObject(present({ recordSets: [] }));
  });

  test('are in a zone that nobody can tell from another of its name', async () => {
    seed(aws, estateOf({ account: { hostedZones: [{ name: 'example.com' }, { name: 'example.com' }] } }));
    const zones = await zonesOf();
    const [first, second] = zones.zones;

    expect(await observe(zones)).toMatchObject(present({ zone: { id: first?.id }, rivalZones: [{ id: second?.id }] }));
    expect(await observe(zones, { chosenZoneId: second?.id })).toMatchObject(
      present({ zone: { id: second?.id }, rivalZones: [] }),
    );
  });

  test.each([
    ['no zone of the account holds the name', {}],
    ['the chosen zone is not in the account', { chosenZoneId: 'Z0GONE' }],
  ])('are absent where %s', async (_, facts) => {
    seed(aws, estateOf({ account: { hostedZones: [{ name: 'example.org' }] } }));

    expect(await observe(await zonesOf(), facts)).toEqual(ABSENT);
  });

  test.each(['ListHostedZones', 'ListResourceRecordSets', 'GetChange'])(
    'are unreadable where %s is denied',
    async (operation) => {
      seed(aws, estateOf());
      aws.simulator.faults.add({ kind: 'access-denied', operation, times: 'always' });

      expect(await observe(await zonesOf(), { dnsChange: 'C1' })).toMatchObject({
        kind: 'unreadable',
        failure: { operation },
      });
    },
  );

  test('forget a change that Route 53 does not know any more', async () => {
    seed(aws, estateOf());

    expect(await observe(await zonesOf(), { dnsChange: 'C0GONE' })).toMatchObject(present({ lastChange: 'none' }));
  });
});
