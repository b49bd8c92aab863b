/** Guards against: records moved against their owner's word, an owner's silence taken for a word, a setting that outlives the run it was given for. */
import { unreadable } from '../../functions/reconciler/model/observed.ts';
import type { ProofPolicy } from '../../functions/reconciler/model/proof.ts';
import type { Prover } from '../../functions/reconciler/prove/prover.ts';
import { ALIAS_TO_API, DOMAIN, estateOf, seed } from '../support/estates.ts';
import { useReconciledAws, wanted } from '../support/reconciler.ts';

const { aws, reconciler, seen } = useReconciledAws();

/** Where it runs nothing can be reached. */
const prover: Prover = {
  prove: async () =>
    unreadable({
      kind: 'NetworkFailure',
      service: 'Proof',
      operation: 'Connect',
      code: 'NotProven',
      message: 'no connection',
      requestId: undefined,
    }),
};

async function isMoved(): Promise<boolean> {
  return (await seen.records(DOMAIN)).some((record) => record.endsWith('.cloudfront.net'));
}

describe('where no proof can be had', () => {
  test.each<[ProofPolicy | undefined, ProofPolicy | undefined, boolean]>([
    [undefined, undefined, false],
    [undefined, 'require', false],
    [undefined, 'if-possible', true],
    [undefined, 'skip', true],
    ['require', 'skip', false],
    ['if-possible', 'require', true],
    ['skip', 'require', true],
  ])('an owner who says %s, and a setting of %s: records move is %s', async (owner, setting, moves) => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));

    const look = await reconciler.converge(wanted(DOMAIN, { proof: owner }), {
      prover,
      ...(setting && { proof: setting }),
    });

    expect(await isMoved()).toBe(moves);
    expect(look.outcome.kind).toBe(moves ? 'in-sync' : 'refused');
  });

  test('the word of an owner is remembered for the schedule, also the one that is the default', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    await reconciler.converge(wanted(DOMAIN, { proof: 'require' }), { prover });

    const { edges } = await reconciler.sweep({ prover, proof: 'skip' });

    expect(edges.map(({ outcome }) => outcome.kind)).toEqual(['refused']);
    expect(await isMoved()).toBe(false);
  });

  test('the setting of a run is not', async () => {
    seed(aws, estateOf({ records: [ALIAS_TO_API] }));
    await reconciler.sweep({ prover, proof: 'require' });
    const before = await isMoved();

    const { edges } = await reconciler.sweep({ prover, proof: 'if-possible' });

    expect(before).toBe(false);
    expect(edges.map(({ outcome }) => outcome.kind)).toEqual(['in-sync']);
    expect(await isMoved()).toBe(true);
  });
});
