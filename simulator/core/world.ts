/**
 * All simulated state. One slot per service and account (and Region, for regional services), created empty at first use by
 * the service's own `createState`; a slot of account `*` holds what is unique across accounts (for example alternate domain names).
 */
export interface World {
  /** The most items of any page of any list, also when the caller asks for more: AWS may always answer fewer. */
  readonly pageLimit: number;
  /** The state that `key` names for this account (and Region), created by `create` at first use. */
  state<T>(key: StateKey<T>, account: string, region?: string): T;
  /** Every account's state under `key`, in the order they were created. */
  states<T>(
    key: StateKey<T>,
  ): readonly { readonly account: string; readonly region: string | undefined; readonly state: T }[];
}

/** A typed name for one kind of state; each service folder exports its own from `state.ts`. */
export interface StateKey<T> {
  readonly name: string;
  readonly create: () => T;
}

interface Slot {
  readonly key: string;
  readonly account: string;
  readonly region: string | undefined;
  readonly state: unknown;
}

export function createWorld(pageLimit = Number.POSITIVE_INFINITY): World {
  const slots = new Map<string, Slot>();

  return {
    pageLimit,
    state<T>(key: StateKey<T>, account: string, region?: string): T {
      const place = [key.name, account, region ?? ''].join('|');
      const slot = slots.get(place) ?? { key: key.name, account, region, state: key.create() };
      slots.set(place, slot);
      return slot.state as T;
    },
    states<T>(key: StateKey<T>) {
      return [...slots.values()]
        .filter((slot) => slot.key === key.name)
        .map(({ account, region, state }) => ({ account, region, state: state as T }));
    },
  };
}
