import { cleanUp, type Leftover } from './clean-up.ts';
import { createResource } from './create-resource.ts';
import { failureReason } from './failure-reason.ts';
import { inOrder } from './in-order.ts';
import { resolveOutputs } from './resolve-outputs.ts';
import { rollBackUpdate } from './roll-back-update.ts';
import { type Stack, type StackUpdate, setStackStatus } from './stack.ts';
import { type Engine, needsAmong, startRun } from './stack-run.ts';
import { orderOf, type Template } from './template.ts';
import { updateResource } from './update-resource.ts';

const UNCLEAN = 'Update successful. One or more resources could not be deleted.';

/** Brings a stack to another template: first all that can be taken back, then the deletions. */
export async function updateStack(engine: Engine, stack: Stack, template: Template): Promise<void> {
  const resources = new Map(stack.resources);
  const update: StackUpdate = { template: stack.template, resources, touched: new Set(), made: [] };
  stack.update = update;
  stack.template = template;
  setStackStatus(stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
  const run = startRun(engine, stack);
  await inOrder(engine.time, orderOf(template), (id) => {
    const resource = resources.get(id);
    return resource === undefined ? createResource(run, id) : updateResource(run, resource);
  });

  const problem = run.failures.length > 0 ? failureReason(stack, run.failures) : resolveOutputs(stack);
  if (problem === undefined) return finishUpdate(engine, stack, update);
  setStackStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', problem);
  await engine.time.sleep(engine.pauseSeconds);
  return rollBackUpdate(engine, stack, update);
}

async function finishUpdate(engine: Engine, stack: Stack, update: StackUpdate): Promise<void> {
  setStackStatus(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const leftovers = leftoversOf(stack, update);
  stack.update = undefined;
  for (const { resource } of leftovers) {
    if (stack.template.Resources[resource.logicalId] === undefined) stack.resources.delete(resource.logicalId);
  }
  const isClean = await cleanUp(engine, stack, { leftovers, needs: needsAmong(update.resources) });
  setStackStatus(stack, 'UPDATE_COMPLETE', isClean ? undefined : UNCLEAN);
}

/** What the update replaced or removed. */
function leftoversOf({ template, resources }: Stack, update: StackUpdate): readonly Leftover[] {
  return [...update.resources.values()].flatMap((resource): readonly Leftover[] => {
    const { DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' } = resource.definition;
    const isRemoved = template.Resources[resource.logicalId] === undefined;
    if (isRemoved) return [{ resource, isKept: DeletionPolicy !== 'Delete' }];
    const isReplaced = resources.get(resource.logicalId)?.physicalId !== resource.physicalId;
    return isReplaced ? [{ resource, isKept: UpdateReplacePolicy === 'Retain' }] : [];
  });
}
