import { deleteLeftover, skipDeletion } from './delete-resource.ts';
import { inOrder, type Order, reversed } from './in-order.ts';
import { recordResource, type Stack, type StackResource } from './stack.ts';
import type { Engine } from './stack-run.ts';

/** CloudFormation tries so often, and then forgets. https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/744 */
const ATTEMPTS = 3;

export interface Leftover {
  readonly resource: StackResource;
  readonly isKept: boolean;
}

export interface CleanUp {
  readonly leftovers: readonly Leftover[];
  readonly needs: Order['before'];
}

/** Deletes what an update, or its rollback, left behind. Tells whether all of it is gone; nothing is rolled back if not. */
export async function cleanUp(engine: Engine, stack: Stack, { leftovers, needs }: CleanUp): Promise<boolean> {
  if (leftovers.length === 0) return true;
  await engine.time.sleep(engine.pauseSeconds);
  const keys = leftovers.map((_, index) => String(index));
  const leftoverAt = (key: string) => leftovers[Number(key)];
  const before = (key: string) => {
    const needed = needs(leftoverAt(key)?.resource.logicalId ?? '');
    return keys.filter((other) => needed.includes(leftoverAt(other)?.resource.logicalId ?? ''));
  };
  return inOrder(engine.time, reversed({ ids: keys, before }), async (key) => {
    const leftover = leftoverAt(key);
    return leftover === undefined || deleteWithRetries(engine, stack, leftover);
  });
}

async function deleteWithRetries(engine: Engine, stack: Stack, { resource, isKept }: Leftover): Promise<boolean> {
  if (isKept) {
    recordResource(stack, skipDeletion(resource));
    return true;
  }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (await deleteLeftover(engine, stack, resource)) return true;
  }
  return false;
}
