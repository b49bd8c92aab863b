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
  return { ...shape, traits: {}, input: shape.output };
}
