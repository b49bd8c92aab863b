import type { EdgeLook, EdgeTarget } from '../../functions/reconciler/model/look.ts';
import type { ZoneRole } from '../../functions/reconciler/model/zone-role.ts';
import type { Estate } from '../../simulator/estates/estate.ts';
import type { JourneyWorld } from './journey-world.ts';

/**
 * A story from its beginning to its end: what somebody asks for, what somebody does by hand meanwhile, and what the product makes of it. It fails
 * when it does not end as told, and can be played again in any fresh world.
 */
export interface Journey {
  /** Follows "the journey of …". */
  readonly title: string;
  /** What exists before. */
  readonly estate: Estate;
  /** Accounts whose zones the product may ask, by their roles. @default none */
  readonly zoneRoles?: readonly ZoneRole[];
  readonly play: (world: JourneyWorld) => Promise<void>;
}

/** Asks as a custom resource does and expects the edge, or its end, to be reached. */
export async function reach(world: JourneyWorld, target: EdgeTarget): Promise<EdgeLook> {
  const look = await world.ask(target);
  expect(look.outcome).toEqual({ kind: 'in-sync' });
  return look;
}

/** A scheduled look that finds something to correct and leaves every edge in sync. */
export async function correct(world: JourneyWorld): Promise<void> {
  const { edges, refusal } = await world.remediate();
  expect(refusal).toBeUndefined();
  expect(edges.map(({ outcome }) => outcome)).toEqual(edges.map(() => ({ kind: 'in-sync' })));
}
