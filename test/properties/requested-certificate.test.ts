/**
 * Laws of a requested certificate: a process that dies at any AWS call, before or after it took effect, then starting again, ends with one
 * certificate, one record and one edge; and letting go with none of them.
 */
import { ACMClient, DescribeCertificateCommand, ListCertificatesCommand } from '@aws-sdk/client-acm';
import fc from 'fast-check';
import type { EdgeTarget } from '../../functions/reconciler/model/look.ts';
import type { LookContext } from '../../functions/reconciler/reconcile.ts';
import { callsOf, deployFast, faultIn, faulting } from '../support/crashing.ts';
import { DOMAIN, estateOf, seed } from '../support/estates.ts';
import { validationRecords } from '../support/look-at-aws.ts';
import { letGo, useReconciledAws, wanted } from '../support/reconciler.ts';
import { expectEndAfterAnyDeath } from './law-of-death.ts';

const { aws, reconciler, seen } = useReconciledAws();

const RUNS = Number(process.env.PROPERTY_RUNS ?? 8);
const ASKING = wanted(DOMAIN, { requestCertificate: 'when-missing' });

async function beginWithoutCertificate(): Promise<void> {
  await aws.simulator.reset();
  const regional = { region: 'eu-west-1', names: [DOMAIN] };
  seed(aws, estateOf({ account: { certificates: { regional } } }));
  deployFast(aws);
}

async function beginWithEdge(): Promise<void> {
  await beginWithoutCertificate();
  await reconciler.converge(ASKING);
}

function run(target: EdgeTarget) {
  return (overrides: Partial<LookContext> = {}) => reconciler.converge(target, overrides);
}

async function certificates(): Promise<readonly string[]> {
  const { CertificateSummaryList = [] } = await aws.client(ACMClient).send(new ListCertificatesCommand({}));
  return CertificateSummaryList.map((one) => one.CertificateArn!);
}

async function expectOneOfEach(): Promise<void> {
  const [requested, ...more] = await certificates();
  expect(more).toEqual([]);
  const { Certificate } = await aws
    .client(ACMClient)
    .send(new DescribeCertificateCommand({ CertificateArn: requested }));
  const [edge, ...others] = await seen.distributions();
  expect(others).toEqual([]);
  expect(Certificate).toMatchObject({ Status: 'ISSUED', InUseBy: [edge!.arn] });
  expect(validationRecords(aws)).toHaveLength(1);
}

async function expectNothing(): Promise<void> {
  expect(await certificates()).toEqual([]);
  expect(validationRecords(aws)).toEqual([]);
  expect(await seen.distributions()).toEqual([]);
}

test('a create that dies at any call ends with one certificate and its record', async () => {
  const story = { begin: beginWithoutCertificate, dying: ASKING, expectEnd: expectOneOfEach };
  await expectEndAfterAnyDeath(reconciler, { ...story, numRuns: RUNS });
});

test('a create that dies at any call and is then let go of leaves no certificate and no record', async () => {
  const story = { begin: beginWithoutCertificate, dying: ASKING, next: letGo(DOMAIN), expectEnd: expectNothing };
  await expectEndAfterAnyDeath(reconciler, { ...story, numRuns: RUNS });
});

test('a letting-go that dies at any call leaves no certificate and no record', async () => {
  const story = { begin: beginWithEdge, dying: letGo(DOMAIN), expectEnd: expectNothing };
  await expectEndAfterAnyDeath(reconciler, { ...story, numRuns: RUNS });
});

test('a call that is refused once, in a create and in a letting-go, is made up for by the next run', async () => {
  await beginWithoutCertificate();
  const creating = await callsOf(reconciler, run(ASKING));
  const lettingGo = await callsOf(reconciler, run(letGo(DOMAIN)));
  const kinds = ['access-denied', 'throttle'] as const;
  await fc.assert(
    fc.asyncProperty(faultIn(creating, kinds), faultIn(lettingGo, kinds), async (first, then) => {
      await beginWithoutCertificate();

      await faulting(aws, first, run(ASKING));
      const made = await reconciler.converge(ASKING);

      expect(made.outcome).toEqual({ kind: 'in-sync' });
      await expectOneOfEach();

      await faulting(aws, then, run(letGo(DOMAIN)));
      const gone = await reconciler.converge(letGo(DOMAIN));

      expect(gone.outcome).toEqual({ kind: 'in-sync' });
      await expectNothing();
    }),
    { numRuns: Math.ceil(RUNS / 2) },
  );
});
