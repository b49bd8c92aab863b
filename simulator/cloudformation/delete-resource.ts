import { type ResourceStatus, recordResource, type Stack, type StackResource, setResource } from './stack.ts';
import type { Engine } from './stack-run.ts';

/** Deleting is never cancelled. */
const NEVER = new AbortController().signal;

/** Keeps what becomes of a resource, or only says so where it is not the stack's resource any more. */
type Keep = (resource: StackResource) => void;

/** Deletes a resource of the stack; tells whether it is gone, or let go. */
export function deleteResource(engine: Engine, stack: Stack, resource: StackResource): Promise<boolean> {
  return deletePhysical(engine, stack.id, resource, (next) => setResource(stack, next));
}

/** Deletes something that is not the stack's resource any more. */
export function deleteLeftover(engine: Engine, stack: Stack, resource: StackResource): Promise<boolean> {
  return deletePhysical(engine, stack.id, resource, (next) => recordResource(stack, next));
}

export function skipDeletion(resource: StackResource): StackResource {
  return { ...resource, status: 'DELETE_SKIPPED', reason: undefined };
}

async function deletePhysical(engine: Engine, stackId: string, resource: StackResource, keep: Keep): Promise<boolean> {
  const become = (status: ResourceStatus, reason?: string) => keep({ ...resource, status, reason });
  const { logicalId, physicalId, properties } = resource;
  become('DELETE_IN_PROGRESS');
  if (physicalId !== undefined) {
    const request = { stackId, logicalId, physicalId, properties, type: resource.definition.Type };
    const outcome = await engine.provide({ action: 'Delete', ...request }, NEVER);
    if (outcome.kind === 'failed') {
      become('DELETE_FAILED', outcome.reason);
      return false;
    }
  }
  become('DELETE_COMPLETE');
  return true;
}
