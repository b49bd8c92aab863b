import * as z from 'zod';
import { hasRegion, NO_REGION, REGION_VARIABLE, REGIONS_VARIABLE, regionsOf } from '../doors/region-variables.ts';
import { shownValue } from '../doors/shown-value.ts';
import { parseStateMachineArn, STATE_MACHINE_ARN_FORM } from '../doors/state-machine-arn.ts';
import { type Environment, readEnvironment, variable } from '../doors/variable.ts';
import { EXTERNAL_ID_VARIABLE, withExternalId, ZONE_ROLES_VARIABLE } from '../doors/zone-roles.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import type { Region } from '../reconciler/model/names.ts';
import type { ZoneRole } from '../reconciler/model/zone-role.ts';
import { readInteger } from './property.ts';

export interface Settings {
  /** Regions whose API Gateway is asked for the domain. */
  readonly regions: readonly Region[];
  /** Roles of other accounts whose hosted zones may hold the names of edges. */
  readonly zoneRoles: readonly ZoneRole[];
  /** How long callers may still use old DNS answers. */
  readonly drainSeconds: number;
  /** Upper bound between two looks; undefined: the reconciler's own. */
  readonly pollSeconds: number | undefined;
}

/** Where work goes that takes longer than an invocation. */
export interface StateMachineSettings {
  readonly arn: string;
  /** Seals the response URL in the input of executions. */
  readonly addressKey: string;
}

const SHORTEST_KEY = 32;

const VARIABLES = z
  .object({
    REGIONS: REGIONS_VARIABLE,
    AWS_REGION: REGION_VARIABLE,
    ZONE_ROLES: ZONE_ROLES_VARIABLE,
    EXTERNAL_ID: EXTERNAL_ID_VARIABLE,
    DRAIN_SECONDS: variable('a number of seconds', readInteger, 60),
    POLL_SECONDS: variable('a number of seconds', readInteger, undefined),
  })
  .refine(hasRegion, NO_REGION);

/** Reads the function's environment. Throws InvalidRequestError with every variable that is wrong. */
export function parseSettings(environment: Environment): Settings {
  const variables = readEnvironment(VARIABLES, environment);
  return {
    regions: regionsOf(variables),
    zoneRoles: withExternalId(variables.ZONE_ROLES, variables.EXTERNAL_ID),
    drainSeconds: variables.DRAIN_SECONDS,
    pollSeconds: variables.POLL_SECONDS,
  };
}

/** Undefined where none is named. Throws InvalidRequestError when it is named, and not usable. */
export function parseStateMachine(environment: Environment): StateMachineSettings | undefined {
  const arn = environment.STATE_MACHINE_ARN ?? '';
  if (arn === '') return undefined;
  if (parseStateMachineArn(arn) !== undefined) return { arn, addressKey: parseAddressKey(environment) };
  const message = `is not ${STATE_MACHINE_ARN_FORM}, got ${shownValue(arn)}`;
  throw new InvalidRequestError([{ path: 'environment.STATE_MACHINE_ARN', message }]);
}

/** The key under which response URLs are sealed. Throws InvalidRequestError when there is none worth the name. */
export function parseAddressKey(environment: Environment): string {
  const key = environment.ADDRESS_KEY ?? '';
  if (key.length >= SHORTEST_KEY) return key;
  const message = `is shorter than ${SHORTEST_KEY} characters; template.yaml takes it from a secret of its own`;
  throw new InvalidRequestError([{ path: 'environment.ADDRESS_KEY', message }]);
}
