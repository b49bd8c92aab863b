import { deleteResource, skipDeletion } from './delete-resource.ts';
import { inOrder, reversed } from './in-order.ts';
import { type Stack, type StackResource, setResource } from './stack.ts';
import { type Engine, needsAmong } from './stack-run.ts';

/** Deletes all that is left of a stack, what needs something before it, and gives the logical ids of what could not be deleted. */
export async function deleteResources(
  engine: Engine,
  stack: Stack,
  isKept: (resource: StackResource) => boolean,
): Promise<readonly string[]> {
  const { resources } = stack;
  const ids = [...resources.values()].filter(isThere).map(({ logicalId }) => logicalId);
  await inOrder(engine.time, reversed({ ids, before: needsAmong(resources) }), async (id) => {
    const resource = resources.get(id);
    if (resource === undefined) return true;
    if (!isKept(resource)) return deleteResource(engine, stack, resource);
    setResource(stack, skipDeletion(resource));
    return true;
  });
  return ids.filter((id) => resources.get(id)?.status === 'DELETE_FAILED');
}

function isThere({ status }: StackResource): boolean {
  return status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED';
}
