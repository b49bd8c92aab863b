import { AttributeError, resolveValue } from './resolve-value.ts';
import type { Stack } from './stack.ts';

/** Reads the outputs of the stack's template; gives the reason where that fails. */
export function resolveOutputs(stack: Stack): string | undefined {
  const { Outputs = {} } = stack.template;
  try {
    const read = Object.entries(Outputs).map(([name, { Value }]) => [name, resolveValue(Value, stack)]);
    stack.outputs = Object.fromEntries(read);
    return undefined;
  } catch (error) {
    if (error instanceof AttributeError) return error.message;
    throw error;
  }
}
