import type { Stack, StackEvent, StackResource, StackStatus } from './stack.ts';
import type { Properties } from './template.ts';

/** A stack as it is at one moment. */
export interface StackDescription {
  readonly name: string;
  /** The ARN, with a GUID: the same over the life of the stack. */
  readonly id: string;
  readonly status: StackStatus;
  readonly reason: string | undefined;
  readonly outputs: Properties;
  /** Oldest first. */
  readonly events: readonly StackEvent[];
  /** By logical id. */
  readonly resources: Readonly<Record<string, StackResource>>;
}

export function describeStack({ name, id, status, reason, outputs, events, resources }: Stack): StackDescription {
  return { name, id, status, reason, outputs, events: [...events], resources: Object.fromEntries(resources) };
}
