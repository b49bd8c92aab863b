import { isMap } from './is-map.ts';
import type { StackResource } from './stack.ts';
import { type Properties, type Reference, toReference } from './template.ts';

/** An attribute that the resource does not have. CloudFormation notices once somebody needs it. */
export class AttributeError extends Error {
  override readonly name = 'AttributeError';
}

export interface Resolvable {
  readonly id: string;
  readonly resources: ReadonlyMap<string, StackResource>;
}

/** A value with Ref and Fn::GetAtt replaced by what the stack's resources say. Throws `AttributeError`. */
export function resolveValue(value: unknown, stack: Resolvable): unknown {
  if (Array.isArray(value)) return value.map((member) => resolveValue(member, stack));
  if (!isMap(value)) return value;
  const reference = toReference(value);
  if (reference !== undefined) return resolveReference(reference, stack);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolveValue(member, stack)]));
}

/** The properties as CloudFormation sends them: resolved, and every scalar a string. Throws `AttributeError`. */
export function resolveProperties(properties: Properties, stack: Resolvable): Properties {
  return withTextScalars(resolveValue(properties, stack)) as Properties;
}

function resolveReference({ logicalId, attribute }: Reference, { id, resources }: Resolvable): unknown {
  const resource = resources.get(logicalId);
  if (attribute === undefined) return resource?.physicalId;
  if (resource !== undefined && Object.hasOwn(resource.attributes, attribute)) return resource.attributes[attribute];
  const object = `${id}|${logicalId}|${resource?.requestId}`;
  throw new AttributeError(
    `CustomResource attribute error: Vendor response doesn't contain ${attribute} attribute in object ${object}`,
  );
}

function withTextScalars(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTextScalars);
  if (!isMap(value)) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withTextScalars(member)]));
}
