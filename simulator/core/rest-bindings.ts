import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Operation } from './operation.ts';
import { shapeOf } from './operation-shape.ts';
import type { WireRequest } from './wire-codec.ts';

/** Timestamps in paths and queries are RFC 3339 unless the member says otherwise. */
const DATE_TIME = 5;
const reader = new FromStringShapeDeserializer({
  httpBindings: true,
  timestampFormat: { useTrait: true, default: DATE_TIME },
});

/** The input members that travel in the path and in the query: the half of a request that no response has. */
export function readPathAndQuery(
  operation: Operation,
  labels: Readonly<Record<string, string>>,
  request: WireRequest,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, member] of NormalizedSchema.of(shapeOf(operation).input as never).structIterator()) {
    const { httpLabel, httpQuery } = member.getMergedTraits();
    if (httpLabel && labels[name] !== undefined) input[name] = reader.read(member, labels[name]);
    if (httpQuery && request.query.has(httpQuery)) input[name] = readQuery(member, request.query.getAll(httpQuery));
  }
  return input;
}

function readQuery(member: NormalizedSchema, values: readonly string[]): unknown {
  if (member.isListSchema()) return values.map((value) => reader.read(member.getValueSchema(), value));
  return reader.read(member, values[0] ?? '');
}
