import type { StateKey, World } from '../core/world.ts';

/** An event as a rule's target would get it. */
export interface PutEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

export interface EventBridgeState {
  /** What was put, by the name of the bus, oldest first. Every account has the bus `default`. */
  readonly buses: Map<string, PutEvent[]>;
}

/** EventBridge of one account in one Region. */
export const eventBridgeState: StateKey<EventBridgeState> = {
  name: 'eventbridge',
  create: () => ({ buses: new Map([['default', []]]) }),
};

export interface BusPlace {
  readonly account: string;
  readonly region: string;
  /** @default default */
  readonly bus?: string;
}

/** Makes a custom event bus. */
export function declareEventBus(world: World, { account, region, bus = 'default' }: BusPlace): void {
  world.state(eventBridgeState, account, region).buses.set(bus, []);
}

/** What was put onto a bus, oldest first. */
export function eventsOn(world: World, { account, region, bus = 'default' }: BusPlace): readonly PutEvent[] {
  return world.state(eventBridgeState, account, region).buses.get(bus) ?? [];
}
