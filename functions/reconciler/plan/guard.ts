import type { Refusal } from '../model/plan.ts';

/** How much of a fleet one run may change. A share alone would stop a fleet of three; a floor alone would wave through a fleet of thousands. */
export interface FleetLimits {
  /** Percent of the fleet's edges. @default 30 */
  readonly maximumChangedShare: number;
  /** Fleets smaller than this are not judged. */
  readonly floor: number;
}

export const DEFAULT_FLEET_LIMITS: FleetLimits = { maximumChangedShare: 30, floor: 10 };

/** Refuses a run that would change too much of a fleet at once: a mistake in what is desired shows first as "everything is wrong". */
export function guardFleet(edges: number, changing: number, limits: FleetLimits): Refusal | undefined {
  if (edges < limits.floor || changing * 100 <= limits.maximumChangedShare * edges) return undefined;
  const share = Math.round((changing * 100) / edges);
  return {
    rule: 'guard',
    detail: `this run would change ${changing} of ${edges} edges (${share} %), more than the ${limits.maximumChangedShare} % that are allowed; look at the plan, then allow more (MaximumChangedShare in the template, --max-share in a terminal) or name the domains`,
  };
}
