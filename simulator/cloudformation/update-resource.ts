import { isDeepStrictEqual } from 'node:util';
import { prepareProperties } from './create-resource.ts';
import type { ResourceOutcome } from './resource-provider.ts';
import { isCustomResource } from './resource-types.ts';
import { type StackResource, setResource } from './stack.ts';
import type { StackRun } from './stack-run.ts';
import type { Properties } from './template.ts';

/** The reason of an update that another resource's failure ended. */
export const UPDATE_CANCELLED = 'Resource update cancelled';
const REPLACED = 'Requested update required the provider to create a new physical resource';

/** Updates one resource to what the stack's template says, if that is something else; tells whether it succeeded. */
export async function updateResource(run: StackRun, before: StackResource): Promise<boolean> {
  const { stack, signal } = run;
  const { logicalId } = before;
  const definition = stack.template.Resources[logicalId] ?? before.definition;
  if (signal.aborted) return false;
  const prepared = prepareProperties(definition, stack);
  const refusal = prepared.kind === 'refused' ? prepared.reason : tokenProblem(before, prepared.properties);
  if (prepared.kind === 'refused' || refusal !== undefined) {
    setResource(stack, { ...before, status: 'UPDATE_FAILED', reason: refusal });
    run.fail(logicalId);
    return false;
  }
  if (isDeepStrictEqual(prepared.properties, before.properties)) {
    stack.resources.set(logicalId, { ...before, definition });
    return true;
  }
  stack.update?.touched.add(logicalId);
  return requestUpdate(run, before, { ...before, definition, properties: prepared.properties });
}

/** Asks for the way from one state of a resource to another, and keeps what came of it. */
export async function requestUpdate(run: StackRun, from: StackResource, to: StackResource): Promise<boolean> {
  const { stack, engine, signal } = run;
  const resource: StackResource = {
    ...to,
    physicalId: from.physicalId,
    status: 'UPDATE_IN_PROGRESS',
    reason: undefined,
  };
  setResource(stack, resource);
  const { logicalId, physicalId, properties } = resource;
  const request = { stackId: stack.id, logicalId, physicalId, type: to.definition.Type };
  const outcome = await engine.provide(
    { action: 'Update', ...request, properties, oldProperties: from.properties },
    signal,
  );
  return settleUpdate(run, resource, outcome);
}

/** A FAILED answer's physical id is taken over too. */
function settleUpdate(run: StackRun, resource: StackResource, outcome: ResourceOutcome): boolean {
  const { stack } = run;
  const physicalId = (outcome.kind === 'cancelled' ? undefined : outcome.physicalId) ?? resource.physicalId;
  const answered: StackResource = { ...resource, physicalId };
  stack.update?.made.push(answered);
  if (outcome.kind === 'done') {
    const { attributes, requestId } = outcome;
    if (physicalId !== resource.physicalId) setResource(stack, { ...answered, reason: REPLACED });
    setResource(stack, { ...answered, attributes, requestId, status: 'UPDATE_COMPLETE' });
    return true;
  }
  const reason = outcome.kind === 'failed' ? outcome.reason : UPDATE_CANCELLED;
  setResource(stack, { ...answered, status: 'UPDATE_FAILED', reason });
  run.fail(resource.logicalId);
  return false;
}

function tokenProblem({ definition, properties }: StackResource, next: Properties): string | undefined {
  const isSame = !isCustomResource(definition.Type) || properties.ServiceToken === next.ServiceToken;
  return isSame ? undefined : 'Modifying service token is not allowed.';
}
