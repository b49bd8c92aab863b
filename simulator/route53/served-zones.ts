import type { StateKey, World } from '../core/world.ts';
import type { RecordSets, Zone } from './state.ts';

/** A hosted zone as all of its name servers answer it. */
export interface ServedZone {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly privateZone: boolean;
  readonly records: RecordSets;
}

/**
 * What the name servers answer: a change is in here from the moment it is INSYNC, the name servers that have it earlier are not shown.
 * Kept under account `*`, by zone id, the oldest zone first.
 */
export const servedZones: StateKey<Map<string, ServedZone>> = {
  name: 'route53-served-zones',
  create: () => new Map(),
};

/** To be called once the change that led to these records is INSYNC. */
export function serveZone({ id, name, account, privateZone }: Zone, records: RecordSets, world: World): void {
  world.state(servedZones, '*').set(id, { id, name, account, privateZone, records });
}

export function withdrawZone({ id }: Zone, world: World): void {
  world.state(servedZones, '*').delete(id);
}
