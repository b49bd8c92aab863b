/**
 * Law of an edge whose zone is in another account: a process that dies at any AWS call, in either account, before or after it took effect, then
 * starting again, ends with one edge and its records; and letting go with none of them.
 */
import fc from 'fast-check';
import { callsOf, deployFast, faultIn, faulting } from '../support/crashing.ts';
import { DOMAIN, seed } from '../support/estates.ts';
import { validationRecords } from '../support/look-at-aws.ts';
import { letGo, useReconciledAws, wanted } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { ZONE_ACCOUNT, zoneElsewhere, zoneRole } from '../support/zones-elsewhere.ts';
import { expectEndAfterAnyDeath } from './law-of-death.ts';

const { aws, reconciler, seen } = useReconciledAws(useSimulatedAws(), { zoneRoles: [zoneRole()] });

const RUNS = Number(process.env.PROPERTY_RUNS ?? 8);
const ASKING = wanted(DOMAIN, { requestCertificate: 'when-missing' });

async function begin(): Promise<void> {
  await aws.simulator.reset();
  reconciler.startOver();
  const regional = { region: 'eu-west-1', names: [DOMAIN] };
  seed(aws, zoneElsewhere({ account: { certificates: { regional } } }));
  deployFast(aws);
}

async function beginWithEdge(): Promise<void> {
  await begin();
  await reconciler.converge(ASKING);
}

async function expectEdge(): Promise<void> {
  const [edge, ...more] = await seen.distributions();
  expect(more).toEqual([]);
  expect(await seen.records(DOMAIN, ZONE_ACCOUNT)).toEqual([`A ${edge!.domainName}`, `AAAA ${edge!.domainName}`]);
  expect(validationRecords(aws)).toHaveLength(1);
}

async function expectNoEdge(): Promise<void> {
  expect(await seen.distributions()).toEqual([]);
  expect(await seen.records(DOMAIN, ZONE_ACCOUNT)).toEqual([expect.stringMatching(/^A d-.*execute-api/)]);
  expect(validationRecords(aws)).toEqual([]);
}

test('a create that dies at any call is finished by the next run', async () => {
  await expectEndAfterAnyDeath(reconciler, { begin, dying: ASKING, expectEnd: expectEdge, numRuns: RUNS });
});

test('a letting-go that dies at any call is finished by the next run', async () => {
  const story = { begin: beginWithEdge, dying: letGo(DOMAIN), expectEnd: expectNoEdge };
  await expectEndAfterAnyDeath(reconciler, { ...story, numRuns: RUNS });
});

test('a call that fails once, in either account, AssumeRole included, is made up for by the next run', async () => {
  await begin();
  const creating = await callsOf(reconciler, (overrides) => reconciler.converge(ASKING, overrides));
  const kinds = ['disconnect-before-effect', 'timeout-after-effect', 'access-denied'] as const;
  const assuming = fc.constantFrom(...kinds).map((kind) => ({ operation: 'AssumeRole', kind }));
  await fc.assert(
    fc.asyncProperty(fc.oneof(faultIn(creating, kinds), assuming), async (fault) => {
      await begin();
      await faulting(aws, fault, () => reconciler.converge(ASKING));

      const look = await reconciler.converge(ASKING);

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      await expectEdge();
    }),
    { numRuns: RUNS },
  );
});
