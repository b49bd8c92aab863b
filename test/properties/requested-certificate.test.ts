/**
 * Laws of a requested certificate: a crash at any AWS call, before or after it took effect, then starting again, ends with one certificate, one
 * record and one edge; and letting go with none of them.
 */
import { ACMClient, DescribeCertificateCommand, ListCertificatesCommand } from '@aws-sdk/client-acm';
import fc from 'fast-check';
import { crashing, deployFast } from '../support/crashing.ts';
import { DOMAIN, estateOf, seed } from '../support/estates.ts';
import { validationRecords } from '../support/look-at-aws.ts';
import { letGo, useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

const RUNS = Number(process.env.PROPERTY_RUNS ?? 8);
const ASKING = wanted(DOMAIN, { requestCertificate: 'when-missing' });

const crash = fc.record({
  nth: fc.integer({ min: 1, max: 160 }),
  kind: fc.constantFrom(
    'disconnect-before-effect' as const,
    'timeout-after-effect' as const,
    'throttle' as const,
    'access-denied' as const,
  ),
});
/** The writes of this part alone, so that every one of them is hit. */
const crashOfWrite = fc.record({
  operation: fc.constantFrom(
    'RequestCertificate',
    'AddTagsToCertificate',
    'DeleteCertificate',
    'ChangeResourceRecordSets',
    'CreateDistributionWithTags',
  ),
  nth: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom('disconnect-before-effect' as const, 'timeout-after-effect' as const),
});
const anyCrash = fc.oneof(crash, crashOfWrite);

async function startWithoutCertificate(): Promise<void> {
  await aws.simulator.reset();
  const regional = { region: 'eu-west-1', names: [DOMAIN] };
  seed(aws, estateOf({ account: { certificates: { regional } } }));
  deployFast(aws);
}

async function certificates(): Promise<readonly string[]> {
  const { CertificateSummaryList = [] } = await aws.client(ACMClient).send(new ListCertificatesCommand({}));
  return CertificateSummaryList.map((one) => one.CertificateArn!);
}

test('a create that crashes anywhere ends with one certificate and its record', async () => {
  await fc.assert(
    fc.asyncProperty(anyCrash, async (fault) => {
      await startWithoutCertificate();
      await crashing(aws, fault, () => reconciler.converge(ASKING));

      const look = await reconciler.converge(ASKING);

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      const [requested, ...more] = await certificates();
      expect(more).toEqual([]);
      const { Certificate } = await aws
        .client(ACMClient)
        .send(new DescribeCertificateCommand({ CertificateArn: requested }));
      expect(Certificate).toMatchObject({ Status: 'ISSUED', InUseBy: [(await seen.distributions())[0]!.arn] });
      expect(validationRecords(aws)).toHaveLength(1);
      reconciler.forget();
      await reconciler.converge(ASKING);
      expect(reconciler.writes()).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('a create that crashes anywhere and is then let go of leaves no certificate and no record', async () => {
  await fc.assert(
    fc.asyncProperty(anyCrash, fc.integer({ min: 1, max: 12 }), async (fault, looks) => {
      await startWithoutCertificate();
      aws.simulator.faults.add(fault);
      for (let look = 0; look < looks; look += 1) {
        await reconciler.look(ASKING);
        aws.simulator.clock.advance(30);
      }
      aws.simulator.faults.clear();

      const look = await reconciler.converge(letGo(DOMAIN));

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      expect(await certificates()).toEqual([]);
      expect(validationRecords(aws)).toEqual([]);
      expect(await seen.distributions()).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('a letting-go that crashes anywhere leaves no certificate and no record', async () => {
  await fc.assert(
    fc.asyncProperty(anyCrash, async (fault) => {
      await startWithoutCertificate();
      await reconciler.converge(ASKING);
      await crashing(aws, fault, () => reconciler.converge(letGo(DOMAIN)));

      const look = await reconciler.converge(letGo(DOMAIN));

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      expect(await certificates()).toEqual([]);
      expect(validationRecords(aws)).toEqual([]);
      expect(await seen.distributions()).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
