import type { HostedZone } from '../model/alias-records.ts';
import type { AccountId } from '../model/names.ts';
import type { ObservedEdge } from '../model/observed-edge.ts';

/** Where a step writes records. */
export interface ZonePlace {
  readonly hostedZoneId: string;
  readonly zoneAccount?: AccountId;
}

export function placeOf({ id, account }: HostedZone): ZonePlace {
  return account === undefined ? { hostedZoneId: id } : { hostedZoneId: id, zoneAccount: account };
}

/** The accounts whose zones were asked, for a person who misses one. */
export function placesAsked({ zoneOwners = [] }: ObservedEdge): string {
  return ['this account', ...zoneOwners].join(' or ');
}
