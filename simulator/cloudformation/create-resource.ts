import { requestProblem } from './custom-resource-provider.ts';
import { AttributeError, resolveProperties } from './resolve-value.ts';
import type { ResourceOutcome } from './resource-provider.ts';
import { isCustomResource } from './resource-types.ts';
import { type Stack, type StackResource, setResource } from './stack.ts';
import type { StackRun } from './stack-run.ts';
import type { Properties, ResourceDefinition } from './template.ts';

const ID_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Creates one resource of the stack's template; tells whether it succeeded. */
export async function createResource(run: StackRun, logicalId: string): Promise<boolean> {
  const { stack, engine, signal } = run;
  const definition = stack.template.Resources[logicalId];
  if (definition === undefined || signal.aborted) return false;
  const begun = begin(logicalId, definition);
  const prepared = prepareProperties(definition, stack);
  if (prepared.kind === 'refused') {
    setResource(stack, { ...begun, status: 'CREATE_FAILED', reason: prepared.reason });
    run.fail(logicalId);
    return false;
  }

  const resource = { ...begun, properties: prepared.properties };
  setResource(stack, resource);
  const request = { logicalId, stackId: stack.id, type: definition.Type, properties: prepared.properties };
  const outcome = await engine.provide({ action: 'Create', ...request }, signal);
  return settleCreate(run, resource, outcome);
}

export type Prepared =
  | { readonly kind: 'ready'; readonly properties: Properties }
  | { readonly kind: 'refused'; readonly reason: string };

/** The properties as they would be sent, or why nobody can be asked. */
export function prepareProperties({ Type, Properties = {} }: ResourceDefinition, stack: Stack): Prepared {
  try {
    const properties = resolveProperties(Properties, stack);
    const reason = isCustomResource(Type) ? requestProblem(properties) : undefined;
    return reason === undefined ? { kind: 'ready', properties } : { kind: 'refused', reason };
  } catch (error) {
    if (error instanceof AttributeError) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

/** Without a usable answer CloudFormation makes up a physical id: something may have been made, and can be deleted by it. */
function settleCreate(run: StackRun, resource: StackResource, outcome: ResourceOutcome): boolean {
  const { stack, engine } = run;
  if (outcome.kind === 'done') {
    const { physicalId, attributes, requestId } = outcome;
    setResource(stack, { ...resource, physicalId, reason: 'Resource creation Initiated' });
    setResource(stack, { ...resource, physicalId, attributes, requestId, status: 'CREATE_COMPLETE' });
    return true;
  }
  const invented = `${stack.name}-${resource.logicalId}-${engine.ids.text(12, ID_CHARACTERS)}`;
  const isFailed = outcome.kind === 'failed';
  const physicalId = (isFailed ? outcome.physicalId : undefined) ?? invented;
  const reason = isFailed ? outcome.reason : 'Resource creation cancelled';
  setResource(stack, { ...resource, physicalId, status: 'CREATE_FAILED', reason });
  run.fail(resource.logicalId);
  return false;
}

function begin(logicalId: string, definition: ResourceDefinition): StackResource {
  return {
    logicalId,
    definition,
    physicalId: undefined,
    status: 'CREATE_IN_PROGRESS',
    reason: undefined,
    properties: {},
    attributes: {},
    requestId: undefined,
  };
}
