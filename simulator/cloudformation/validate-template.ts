import { constraintViolation } from '../core/constraint-violation.ts';
import { isMap } from './is-map.ts';
import { templateError, validationError } from './refusals.ts';
import { isKnownType } from './resource-types.ts';
import { dependenciesOf, orderOf, referencesIn, type Template } from './template.ts';

/** What CloudFormation refuses before a stack comes into being or changes. */
export function validateTemplate(template: Template): void {
  const definitions = Object.entries(template.Resources);
  if (definitions.length === 0) throw templateError('At least one Resources member must be defined.');
  refuseOddNames(Object.keys(template.Resources));
  refuseUnknownTypes(template);
  for (const [logicalId, { Properties = {} }] of definitions)
    refuseNull(Properties, `/Resources/${logicalId}/Properties`);
  refuseUnresolved(template);
  refuseCircles(template);
}

export function validateStackName(name: string): void {
  const pattern = '[a-zA-Z][-a-zA-Z0-9]*';
  if (new RegExp(`^${pattern}$`).test(name) && name.length <= 128) return;
  throw constraintViolation(
    'ValidationError',
    name,
    'stackName',
    `Member must satisfy regular expression pattern: ${pattern}`,
  );
}

/** The type of a resource stays what it is for as long as its logical id does. */
export function refuseTypeChanges(before: Template, after: Template): void {
  const changed = Object.keys(after.Resources).filter((id) => {
    const old = before.Resources[id];
    return old !== undefined && old.Type !== after.Resources[id]?.Type;
  });
  if (changed.length === 0) return;
  const sentence = 'Update of resource type is not permitted. The new template modifies resource type of the following';
  throw validationError(`${sentence} resources: [${changed.join(', ')}]`);
}

function refuseOddNames(logicalIds: readonly string[]): void {
  const odd = logicalIds.find((id) => !/^[A-Za-z0-9]{1,255}$/.test(id));
  if (odd !== undefined) throw templateError(`Resource name ${odd} is non alphanumeric.`);
}

function refuseUnknownTypes({ Resources }: Template): void {
  const unknown = Object.values(Resources).filter(({ Type }) => !isKnownType(Type));
  if (unknown.length === 0) return;
  throw templateError(`Unrecognized resource types: [${unknown.map(({ Type }) => Type).join(', ')}]`);
}

function refuseNull(value: unknown, path: string): void {
  if (value === null) throw templateError(`[${path}] 'null' values are not allowed in templates`);
  if (!isMap(value) && !Array.isArray(value)) return;
  for (const [key, member] of Object.entries(value)) refuseNull(member, `${path}/${key}`);
}

function refuseUnresolved({ Resources, Outputs = {} }: Template): void {
  refuseMissing(Object.values(Resources).flatMap(dependenciesOf), Resources, 'Resources');
  refuseMissing(referencesIn(Outputs), Resources, 'Outputs');
}

function refuseMissing(named: readonly string[], resources: Template['Resources'], block: string): void {
  const missing = named.filter((id) => resources[id] === undefined);
  if (missing.length === 0) return;
  const list = [...new Set(missing)].join(', ');
  throw templateError(`Unresolved resource dependencies [${list}] in the ${block} block of the template`);
}

/** Takes away whatever waits for nothing, until nothing is left or all that is left waits for each other. */
function refuseCircles(template: Template): void {
  const { ids, before } = orderOf(template);
  let left = ids;
  for (let free = left; free.length > 0; ) {
    free = left.filter((id) => before(id).every((other) => !left.includes(other)));
    left = left.filter((id) => !free.includes(id));
  }
  if (left.length > 0) throw validationError(`Circular dependency between resources: [${left.join(', ')}]`);
}
