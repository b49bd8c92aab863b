import { parseZoneRole, type ZoneRole } from '../../functions/reconciler/model/zone-role.ts';
import type { AccountEstate, Estate, HostedZoneEstate } from '../../simulator/estates/estate.ts';
import { ACCOUNT, ALIAS_TO_API, type EstateChanges, estateOf } from './estates.ts';

/** The account that the zones are in. */
export const ZONE_ACCOUNT = '222222222222';
export const ZONE_ROLE_NAME = 'secure-api-edge-zones';
export const EXTERNAL_ID = 'edge/of:shop';

export function zoneRole(account = ZONE_ACCOUNT, externalId: string | undefined = EXTERNAL_ID): ZoneRole {
  const role = parseZoneRole(`arn:aws:iam::${account}:role/${ZONE_ROLE_NAME}`, externalId);
  if (role === undefined) throw new Error(`no role of account ${account}`);
  return role;
}

/** An account with nothing but zones, and a role for whoever may write them. */
export function zoneOwner(hostedZones: readonly HostedZoneEstate[]): AccountEstate {
  return { roles: [{ name: ZONE_ROLE_NAME, externalId: EXTERNAL_ID, trustedAccounts: [ACCOUNT] }], hostedZones };
}

/** The API and its edge in one account, the zone of its name in another. */
export function zoneElsewhere({ account, ...changes }: EstateChanges = {}): Estate {
  const records = changes.records ?? [ALIAS_TO_API];
  return estateOf({
    otherAccounts: { [ZONE_ACCOUNT]: zoneOwner([{ name: 'example.com', records }]) },
    ...changes,
    account: { hostedZones: [], ...account },
  });
}
