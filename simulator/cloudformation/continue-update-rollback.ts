import { validationError } from './refusals.ts';
import { rollBackUpdate, skipResource } from './roll-back-update.ts';
import { type Stack, type StackUpdate, setStackStatus } from './stack.ts';
import type { Engine } from './stack-run.ts';
import { UPDATE_CANCELLED } from './update-resource.ts';

export interface ContinueUpdateRollbackOptions {
  /** Logical ids of resources to take for restored. */
  readonly resourcesToSkip?: readonly string[];
}

/** Goes on with a rollback that failed, asking again for what is not back yet. */
export async function continueUpdateRollback(
  engine: Engine,
  stack: Stack,
  { resourcesToSkip = [] }: ContinueUpdateRollbackOptions,
): Promise<void> {
  const { update } = stack;
  if (update === undefined) throw validationError(`Stack:${stack.id} has no update to roll back`);
  setStackStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated');
  for (const id of resourcesToSkip) skipResource(stack, update, id);
  await engine.time.sleep(engine.pauseSeconds);
  return rollBackUpdate(engine, stack, update);
}

/** Only what the rollback itself failed at may be skipped, not what was cancelled on the way. */
export function refuseSkipping(stack: Stack, update: StackUpdate | undefined, logicalIds: readonly string[]): void {
  const other = logicalIds.filter((id) => {
    const resource = stack.resources.get(id);
    const isFailed = resource?.status === 'UPDATE_FAILED' && resource.reason !== UPDATE_CANCELLED;
    return !isFailed || !update?.touched.has(id);
  });
  if (other.length === 0) return;
  const list = `[${other.join(', ')}]`;
  throw validationError(
    `Resources ${list} cannot be skipped: they are not in UPDATE_FAILED because the rollback failed`,
  );
}
