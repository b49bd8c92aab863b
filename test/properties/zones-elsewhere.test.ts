/**
 * Law of an edge whose zone is in another account: a crash at any AWS call, in either account, before or after it took effect, then starting again,
 * ends with one edge and its records; and letting go with none of them.
 */
import fc from 'fast-check';
import { crashing, deployFast } from '../support/crashing.ts';
import { DOMAIN, seed } from '../support/estates.ts';
import { validationRecords } from '../support/look-at-aws.ts';
import { letGo, useReconciledAws, wanted } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { ZONE_ACCOUNT, zoneElsewhere, zoneRole } from '../support/zones-elsewhere.ts';

const { aws, reconciler, seen } = useReconciledAws(useSimulatedAws(), { zoneRoles: [zoneRole()] });

const RUNS = Number(process.env.PROPERTY_RUNS ?? 8);
const ASKING = wanted(DOMAIN, { requestCertificate: 'when-missing' });

const anyKind = fc.constantFrom('disconnect-before-effect' as const, 'timeout-after-effect' as const);
/** Any call, and the calls of the other account by name, so that every one of them is hit. */
const anyCrash = fc.oneof(
  fc.record({ nth: fc.integer({ min: 1, max: 140 }), kind: fc.oneof(anyKind, fc.constant('access-denied' as const)) }),
  fc.record({
    operation: fc.constantFrom('AssumeRole', 'ListHostedZones', 'ListResourceRecordSets', 'ChangeResourceRecordSets'),
    nth: fc.integer({ min: 1, max: 3 }),
    kind: anyKind,
  }),
);

async function start(): Promise<void> {
  await aws.simulator.reset();
  reconciler.startOver();
  const regional = { region: 'eu-west-1', names: [DOMAIN] };
  seed(aws, zoneElsewhere({ account: { certificates: { regional } } }));
  deployFast(aws);
}

test('a create that crashes anywhere is finished by the next run', async () => {
  await fc.assert(
    fc.asyncProperty(anyCrash, async (fault) => {
      await start();
      await crashing(aws, fault, () => reconciler.converge(ASKING));

      const look = await reconciler.converge(ASKING);

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      const [edge, ...more] = await seen.distributions();
      expect(more).toEqual([]);
      expect(await seen.records(DOMAIN, ZONE_ACCOUNT)).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
      expect(validationRecords(aws)).toHaveLength(1);
      reconciler.forget();
      await reconciler.converge(ASKING);
      expect(reconciler.writes()).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('a letting-go that crashes anywhere is finished by the next run', async () => {
  await fc.assert(
    fc.asyncProperty(anyCrash, async (fault) => {
      await start();
      const before = await seen.records(DOMAIN, ZONE_ACCOUNT);
      await reconciler.converge(ASKING);
      await crashing(aws, fault, () => reconciler.converge(letGo(DOMAIN)));

      const look = await reconciler.converge(letGo(DOMAIN));

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      expect(await seen.distributions()).toEqual([]);
      expect(await seen.records(DOMAIN, ZONE_ACCOUNT)).toEqual(before);
      expect(validationRecords(aws)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
