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
  /** Lets an account be empty until somebody looks at anything of it: `build` runs just before. Until then `states` has none of its. */
  buildWhenTouched(account: string, build: () => void): void;
}

/** A typed name for one kind of state; each service folder exports its own from `state.ts`. */
export interface StateKey<T> {
  readonly name: string;
  readonly create: () => T;
}

interface Slot {
  readonly account: string;
  readonly region: string | undefined;
  readonly state: unknown;
}

export function createWorld(pageLimit = Number.POSITIVE_INFINITY): World {
  /** By the name of their key, then by place. */
  const slots = new Map<string, Map<string, Slot>>();
  const unbuilt = new Map<string, () => void>();

  const slotsOf = (name: string): Map<string, Slot> => {
    const found = slots.get(name) ?? new Map<string, Slot>();
    slots.set(name, found);
    return found;
  };
  const touch = (account: string): void => {
    const build = unbuilt.get(account);
    unbuilt.delete(account);
    build?.();
  };

  return {
    pageLimit,
    state<T>(key: StateKey<T>, account: string, region?: string): T {
      touch(account);
      const ofKey = slotsOf(key.name);
      const place = `${account}|${region ?? ''}`;
      const slot = ofKey.get(place) ?? { account, region, state: key.create() };
      ofKey.set(place, slot);
      return slot.state as T;
    },
    states<T>(key: StateKey<T>) {
      return [...slotsOf(key.name).values()] as { account: string; region: string | undefined; state: T }[];
    },
    buildWhenTouched(account, build) {
      unbuilt.set(account, build);
    },
  };
}
