import type { Operation } from './operation.ts';

/** An operation as the SDK's protocols want to see it. */
export interface OperationShape {
  readonly namespace: string;
  readonly name: string;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly input: unknown;
  readonly output: unknown;
}

type StaticOperation = readonly [9, string, string, Readonly<Record<string, unknown>> | 0, unknown, unknown];

/** Method, path template with its fixed query, and status of success. */
export type HttpTrait = readonly [method: string, template: string, status: number];

export function shapeOf(operation: Operation): OperationShape {
  const [, namespace, name, traits, input, output] = operation.schema as StaticOperation;
  return { namespace, name, traits: traits || {}, input, output };
}

export function httpTraitOf(operation: Operation): HttpTrait {
  const { name, traits } = shapeOf(operation);
  if (!Array.isArray(traits.http)) throw new Error(`${name} has no http trait`);
  return traits.http as unknown as HttpTrait;
}

/** A request read backwards: the shape whose output is the operation's input, so that a client's reader reads it. */
export function requestAsOutput(operation: Operation): OperationShape {
  const shape = shapeOf(operation);
  return { ...shape, traits: {}, output: shape.input };
}

/** A response written backwards: the shape whose input is the operation's output, so that a client's writer writes it. */
export function responseAsInput(operation: Operation): OperationShape {
  const shape = shapeOf(operation);
  return { ...shape, traits: {}, input: withoutQuery(shape.output) };
}

type StaticMember = readonly [schema: unknown, traits: Readonly<Record<string, unknown>>];
type StaticStructure = readonly [3, string, string, unknown, readonly string[], readonly unknown[], ...unknown[]];

/** By the schema they were made from: the SDK keeps what it learns about a schema by its identity. */
const withoutQueryBySchema = new WeakMap<object, unknown>();

/** A response has no query. Where a model binds a member of one there (`position` in API Gateway's lists), AWS puts it into the body. */
function withoutQuery(output: unknown): unknown {
  const schema = typeof output === 'function' ? output() : output;
  if (!isStructure(schema)) return output;
  const made = withoutQueryBySchema.get(schema) ?? rewrite(schema);
  withoutQueryBySchema.set(schema, made);
  return made;
}

function rewrite(schema: StaticStructure): unknown {
  const [kind, namespace, name, traits, names, members, ...rest] = schema;
  if (!members.some(isInQuery)) return schema;
  const inBody = members.map((member) =>
    isInQuery(member) ? [member[0], { ...member[1], httpQuery: undefined }] : member,
  );
  return [kind, namespace, name, traits, names, inBody, ...rest];
}

function isStructure(schema: unknown): schema is StaticStructure {
  return Array.isArray(schema) && schema[0] === 3;
}

function isInQuery(member: unknown): member is StaticMember {
  return Array.isArray(member) && typeof member[1] === 'object' && member[1] !== null && 'httpQuery' in member[1];
}
