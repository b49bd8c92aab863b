import type { Ids } from '../core/ids.ts';
import type { VirtualTime } from '../core/virtual-time.ts';
import { type Order, throughout } from './in-order.ts';
import type { ResourceProvider } from './resource-provider.ts';
import type { Stack, StackResource } from './stack.ts';
import { dependenciesOf } from './template.ts';

/** What acts on resources. */
export interface Engine {
  readonly time: VirtualTime;
  readonly ids: Ids;
  readonly provide: ResourceProvider;
  /** Seconds before a rollback and a clean-up begin to ask. */
  readonly pauseSeconds: number;
}

/** One phase of an operation: once one resource fails, the others that are at work are cancelled. */
export interface StackRun {
  readonly engine: Engine;
  readonly stack: Stack;
  readonly signal: AbortSignal;
  readonly failures: readonly string[];
  fail(logicalId: string): void;
}

export function startRun(engine: Engine, stack: Stack): StackRun {
  const controller = new AbortController();
  const failures: string[] = [];
  return {
    engine,
    stack,
    signal: controller.signal,
    failures,
    fail(logicalId) {
      failures.push(logicalId);
      controller.abort();
    },
  };
}

/** What these resources stand on, as their own definitions say. */
export function needsAmong(resources: ReadonlyMap<string, StackResource>): Order['before'] {
  return throughout((logicalId) => {
    const resource = resources.get(logicalId);
    return resource === undefined ? [] : dependenciesOf(resource.definition);
  });
}
