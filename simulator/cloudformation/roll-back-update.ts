import { cleanUp, type Leftover } from './clean-up.ts';
import { failureReason } from './failure-reason.ts';
import { inOrder, reversed } from './in-order.ts';
import { type Stack, type StackResource, type StackUpdate, setResource, setStackStatus } from './stack.ts';
import { type Engine, needsAmong, type StackRun, startRun } from './stack-run.ts';
import { requestUpdate } from './update-resource.ts';

/** Takes an update back: first the resources that it touched are updated to what they were, then what it made is deleted. */
export async function rollBackUpdate(engine: Engine, stack: Stack, update: StackUpdate): Promise<void> {
  const run = startRun(engine, stack);
  const order = { ids: [...update.touched], before: needsAmong(stack.resources) };
  await inOrder(engine.time, reversed(order), (id) => restoreResource(run, update, id));
  if (run.failures.length > 0) {
    return setStackStatus(stack, 'UPDATE_ROLLBACK_FAILED', failureReason(stack, run.failures));
  }

  setStackStatus(stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  const leftovers = leftoversOf(stack, update);
  const needs = needsAmong(new Map(stack.resources));
  for (const id of [...stack.resources.keys()].filter((id) => !update.resources.has(id))) stack.resources.delete(id);
  for (const resource of update.resources.values()) settleUntouched(stack, resource);
  stack.template = update.template;
  stack.update = undefined;
  await cleanUp(engine, stack, { leftovers, needs });
  return setStackStatus(stack, 'UPDATE_ROLLBACK_COMPLETE');
}

/** Takes a resource for restored, whatever it is like. */
export function skipResource(stack: Stack, update: StackUpdate, logicalId: string): void {
  const before = update.resources.get(logicalId);
  if (before === undefined) return;
  const physicalId = stack.resources.get(logicalId)?.physicalId;
  setResource(stack, { ...before, physicalId, status: 'UPDATE_COMPLETE', reason: undefined });
  update.touched.delete(logicalId);
}

async function restoreResource(run: StackRun, update: StackUpdate, logicalId: string): Promise<boolean> {
  const [before, now] = [update.resources.get(logicalId), run.stack.resources.get(logicalId)];
  if (before === undefined || now === undefined) return true;
  if (run.signal.aborted) return false;
  // However often the rollback is tried, the way back starts at what the update wanted.
  const wanted = update.made.find((one) => one.logicalId === logicalId)?.properties ?? now.properties;
  const isRestored = await requestUpdate(run, { ...now, properties: wanted }, before);
  if (isRestored) update.touched.delete(logicalId);
  return isRestored;
}

/** Everything the update created, and every physical id that it brought about and that is in use no more. */
function leftoversOf({ resources }: Stack, update: StackUpdate): readonly Leftover[] {
  const created = [...resources.values()].filter(({ logicalId }) => !update.resources.has(logicalId));
  const replaced = update.made.filter(({ logicalId, physicalId }, index) => {
    const inUse = [resources.get(logicalId), update.resources.get(logicalId)].map((one) => one?.physicalId);
    const isFirst = update.made.findIndex((one) => isSame(one, { logicalId, physicalId })) === index;
    return isFirst && !inUse.includes(physicalId);
  });
  return [
    ...created.map((resource) => ({ resource, isKept: resource.definition.DeletionPolicy === 'Retain' })),
    ...replaced.map((resource) => ({ resource, isKept: false })),
  ];
}

type Identity = Pick<StackResource, 'logicalId' | 'physicalId'>;

function isSame(one: Identity, other: Identity): boolean {
  return one.logicalId === other.logicalId && one.physicalId === other.physicalId;
}

/** What failed before anybody was asked is as it was. */
function settleUntouched(stack: Stack, before: StackResource): void {
  const now = stack.resources.get(before.logicalId);
  if (now === undefined) return;
  const { definition } = before;
  if (now.status === 'UPDATE_FAILED') setResource(stack, { ...before, status: 'UPDATE_COMPLETE', reason: undefined });
  else stack.resources.set(before.logicalId, { ...now, definition });
}
