import { edgeAddresses } from '../addresses.ts';

/** A place where CloudFront answers viewers. Every distribution answers at each of them, and each has a cache of its own. */
export interface EdgeLocation {
  /** As `X-Amz-Cf-Pop` names it. */
  readonly pop: string;
  readonly ipv4: string;
  readonly ipv6: string;
  /** Which share of the time that a deployment or an invalidation takes passes until it has arrived here. */
  readonly arrivalShare: number;
}

const POPS = ['IAD89-P1', 'FRA56-P2', 'NRT57-P3', 'SYD62-P1', 'GRU3-P5'];

/** The last one gets everything at the very moment when CloudFront calls it done. */
export const edgeLocations: readonly EdgeLocation[] = edgeAddresses.A.map((ipv4, index, all) => ({
  pop: POPS[index % POPS.length] ?? '',
  ipv4,
  ipv6: edgeAddresses.AAAA[index] ?? '',
  arrivalShare: (index + 1) / all.length,
}));

/** When something that was sent out at `startedAt`, and takes `seconds` altogether, arrives at a location. */
export function arrivesAt(location: EdgeLocation, startedAt: number, seconds: number): number {
  return startedAt + location.arrivalShare * seconds * 1000;
}
