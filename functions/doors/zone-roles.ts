import { parseExternalId, parseZoneRole, type ZoneRole } from '../reconciler/model/zone-role.ts';
import { variable } from './variable.ts';

/** What a person is told to write. */
export const ZONE_ROLES_FORM =
  'a list of ARNs of roles, separated by commas, one role for each account, such as arn:aws:iam::222222222222:role/secure-api-edge-zones';

/** ARNs of roles, one for each account whose hosted zones may hold names; undefined when a part of it is none, or two are of one account. */
export function parseZoneRoles(text: string): readonly ZoneRole[] | undefined {
  const arns = [...new Set(text.split(',').map((arn) => arn.trim()))];
  const roles = arns.map((arn) => parseZoneRole(arn, undefined)).filter((role) => role !== undefined);
  const accounts = new Set(roles.map(({ account }) => account));
  return accounts.size === arns.length ? roles : undefined;
}

/** The roles with what they want to hear from whoever assumes them. */
export function withExternalId(roles: readonly ZoneRole[], externalId: string | undefined): readonly ZoneRole[] {
  return roles.map((role) => ({ ...role, externalId }));
}

export const ZONE_ROLES_VARIABLE = variable(ZONE_ROLES_FORM, parseZoneRoles, []);
export const EXTERNAL_ID_VARIABLE = variable('an external id of 2 to 1224 characters', parseExternalId, undefined);
