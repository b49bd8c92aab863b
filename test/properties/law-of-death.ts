import fc from 'fast-check';
import type { EdgeTarget } from '../../functions/reconciler/model/look.ts';
import type { LookContext } from '../../functions/reconciler/reconcile.ts';
import { callsOf, deathIn, dying } from '../support/crashing.ts';
import type { TestedReconciler } from '../support/reconciler.ts';

interface DeathStory {
  readonly begin: () => Promise<void>;
  /** What the process that dies was asked for. */
  readonly dying: EdgeTarget;
  /** What the next one is asked for. @default the same */
  readonly next?: EdgeTarget;
  readonly expectEnd: () => Promise<void>;
  readonly numRuns: number;
}

/** A process that dies at any call, before or after it took effect: the next one comes to the end, and the one after that has nothing to do. */
export async function expectEndAfterAnyDeath(reconciler: TestedReconciler, story: DeathStory): Promise<void> {
  const { begin, next = story.dying, expectEnd, numRuns } = story;
  const run = (overrides: Partial<LookContext> = {}) => reconciler.converge(story.dying, overrides);
  await begin();
  const calls = await callsOf(reconciler, run);
  await fc.assert(
    fc.asyncProperty(deathIn(calls), async (death) => {
      await begin();
      await dying(reconciler, death, run);

      const look = await reconciler.converge(next);

      expect(look.outcome).toEqual({ kind: 'in-sync' });
      await expectEnd();
      await expectNothingToDo(reconciler, next);
    }),
    { numRuns },
  );
}

async function expectNothingToDo(reconciler: TestedReconciler, target: EdgeTarget): Promise<void> {
  reconciler.forget();
  const { plan } = await reconciler.converge(target);
  expect(plan.steps).toEqual([]);
  expect(reconciler.writes()).toEqual([]);
}
