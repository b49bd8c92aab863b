/** Guards against: a scheduled look that moves records on CloudFront's word alone, refusals of proofs that no report tells, proofs taken where nothing may be written. */
import { type Observed, present } from '../../../functions/reconciler/model/observed.ts';
import type { Proof, ProofSubject } from '../../../functions/reconciler/model/proof.ts';
import type { Prover } from '../../../functions/reconciler/prove/prover.ts';
import { ALIAS_TO_API, DOMAIN, estateOf, seed } from '../../support/estates.ts';
import { lookAtAws } from '../../support/look-at-aws.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { sweepAccount } from './swept-account.ts';

const aws = useSimulatedAws();
const seen = lookAtAws(aws);

function prover(passes: number): Prover & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async prove(subject, through) {
      asked.push(through);
      return proofOf(subject, through, passes);
    },
  };
}

function proofOf({ distributionId, etag }: ProofSubject, through: Proof['through'], passes: number): Observed<Proof> {
  const at = '203.0.113.7';
  const failed = { check: 'authorization', at, verdict: 'fail', expected: '200', received: '401' } as const;
  const results = passes === 0 ? [failed] : [];
  const takenAt = '2026-01-01T00:00:00.000Z';
  return present({ distributionId, etag, takenAt, through, addresses: [at], requests: 64, passes, results });
}

async function isMoved(): Promise<boolean> {
  return (await seen.records(DOMAIN)).some((record) => record.endsWith('.cloudfront.net'));
}

beforeEach(() => seed(aws, estateOf({ records: [ALIAS_TO_API] })));

test('records move once the edge is proven, and it is proven again through DNS', async () => {
  const passing = prover(2);

  const { summary } = await sweepAccount(aws, {}, { prover: passing });

  expect(summary).toMatchObject({ fixed: 1 });
  expect(passing.asked).toEqual(['edge', 'dns']);
  expect(await isMoved()).toBe(true);
});

test('a proof that fails is a refusal of the rule that it points to, and no record moves', async () => {
  const { lines } = await sweepAccount(aws, {}, { prover: prover(0) });

  const [refused] = lines.filter(({ message }) => message === 'edge is refused');
  expect(JSON.stringify(refused?.facts)).toContain('EDGE-08: proof of distribution');
  expect(await isMoved()).toBe(false);
});

test('with PROOF=skip, and in detect, nothing is tried', async () => {
  const skipped = prover(0);
  const looked = prover(0);

  await sweepAccount(aws, { MODE: 'detect' }, { prover: looked });
  await sweepAccount(aws, { PROOF: 'skip' }, { prover: skipped });

  expect([...looked.asked, ...skipped.asked]).toEqual([]);
  expect(await isMoved()).toBe(true);
});
