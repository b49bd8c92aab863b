import { createResource } from './create-resource.ts';
import { deleteResources } from './delete-resources.ts';
import { failureReason } from './failure-reason.ts';
import { inOrder } from './in-order.ts';
import { resolveOutputs } from './resolve-outputs.ts';
import { type Stack, type StackResource, setStackStatus } from './stack.ts';
import { type Engine, startRun } from './stack-run.ts';
import { orderOf } from './template.ts';

export interface CreateStackOptions {
  /** Leaves what was created where it is when something fails. @default false */
  readonly disableRollback?: boolean;
}

/** Creates everything that a new stack's template names; when something fails, takes it all down again. */
export async function createStack(
  engine: Engine,
  stack: Stack,
  { disableRollback = false }: CreateStackOptions,
): Promise<void> {
  setStackStatus(stack, 'CREATE_IN_PROGRESS', 'User Initiated');
  const run = startRun(engine, stack);
  await inOrder(engine.time, orderOf(stack.template), (id) => createResource(run, id));

  const problem = run.failures.length > 0 ? failureReason(stack, run.failures) : resolveOutputs(stack);
  if (problem === undefined) return setStackStatus(stack, 'CREATE_COMPLETE');
  if (disableRollback) return setStackStatus(stack, 'CREATE_FAILED', problem);
  setStackStatus(stack, 'ROLLBACK_IN_PROGRESS', `${problem} Rollback requested by user.`);
  await engine.time.sleep(engine.pauseSeconds);
  const left = await deleteResources(engine, stack, isKept);
  if (left.length === 0) return setStackStatus(stack, 'ROLLBACK_COMPLETE');
  return setStackStatus(stack, 'ROLLBACK_FAILED', failureReason(stack, left));
}

function isKept({ definition }: StackResource): boolean {
  return definition.DeletionPolicy === 'Retain';
}
