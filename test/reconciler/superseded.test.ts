import type { EdgeTarget } from '../../functions/reconciler/model/look.ts';
import { lookAtEdge } from '../../functions/reconciler/reconcile.ts';
import { type Standing, standingOf } from '../../functions/reconciler/superseded.ts';
import { DOMAIN, estateOf, seed } from '../support/estates.ts';
import { useReconciler, wanted } from '../support/reconciler.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';

const aws = useSimulatedAws();
const reconciler = useReconciler(aws);

function ofResource(resourceHash: string): EdgeTarget {
  return wanted(DOMAIN, { owner: { kind: 'stack', stackHash: '5ca1ab1e5ca1ab1e', resourceHash } });
}
const [ONE, TWIN] = [ofResource('aaaaaaaaaaaaaaaa'), ofResource('bbbbbbbbbbbbbbbb')];

/** A look for one resource, after what it saw before. */
function look(target: EdgeTarget, before?: Standing) {
  return lookAtEdge(target, reconciler.context(), before);
}

describe('an edge that another resource of the stack takes over', () => {
  test('is not taken back by the request that had it', async () => {
    seed(aws, estateOf());
    const before = standingOf(await reconciler.converge(ONE));
    await look(TWIN);
    reconciler.forget();

    const { outcome } = await look(ONE, before);

    expect(before.owned).toBe(true);
    expect(outcome).toEqual({
      kind: 'refused',
      refusals: [{ rule: 'ownership', detail: expect.stringContaining('was taken over by another resource') }],
    });
    expect(reconciler.writes()).toEqual([]);
  });

  test('is remembered as its own by the request that takes it, from the same look on', async () => {
    seed(aws, estateOf());
    await reconciler.converge(ONE);

    expect(standingOf(await look(TWIN)).owned).toBe(true);
  });

  test('is taken by a request that begins anew', async () => {
    seed(aws, estateOf());
    await reconciler.converge(ONE);
    await reconciler.converge(TWIN);

    expect((await reconciler.converge(ONE)).outcome).toEqual({ kind: 'in-sync' });
  });
});
