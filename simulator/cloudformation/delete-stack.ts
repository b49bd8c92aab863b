import { deleteResources } from './delete-resources.ts';
import { failureReason } from './failure-reason.ts';
import { type Stack, setStackStatus } from './stack.ts';
import type { Engine } from './stack-run.ts';

export interface DeleteStackOptions {
  /** Only for a stack that could not be deleted: logical ids of the resources to let go of. */
  readonly retain?: readonly string[];
}

/** Deletes what is left of a stack. It may be asked again after it failed. */
export async function deleteStack(engine: Engine, stack: Stack, { retain = [] }: DeleteStackOptions): Promise<void> {
  setStackStatus(stack, 'DELETE_IN_PROGRESS', 'User Initiated');
  const left = await deleteResources(engine, stack, ({ logicalId, definition: { DeletionPolicy = 'Delete' } }) => {
    return retain.includes(logicalId) || DeletionPolicy !== 'Delete';
  });
  if (left.length === 0) return setStackStatus(stack, 'DELETE_COMPLETE');
  return setStackStatus(stack, 'DELETE_FAILED', failureReason(stack, left));
}
