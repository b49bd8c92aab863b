import * as z from 'zod';
import { BUCKET_NAME_FORM, parseBucketName } from '../doors/bucket-name.ts';
import { REGION_VARIABLE, REGIONS_VARIABLE, regionsOf } from '../doors/region-variables.ts';
import { parseStateMachineArn, STATE_MACHINE_ARN_FORM } from '../doors/state-machine-arn.ts';
import { type Environment, integer, readEnvironment, required, variable } from '../doors/variable.ts';
import { ZONE_ROLES_VARIABLE } from '../doors/zone-roles.ts';
import type { Own } from './judge-change.ts';

export interface NoticeSettings extends Own {
  readonly bucket: string;
  readonly stateMachineArn: string;
  readonly slotSeconds: number;
}

const VARIABLES = z.object({
  REPORT_BUCKET: required(BUCKET_NAME_FORM, parseBucketName),
  SWEEP_STATE_MACHINE_ARN: required(STATE_MACHINE_ARN_FORM, parseStateMachineArn),
  OWN_NAMES: variable('names of roles, separated by commas', parseNames, []),
  ZONE_ROLES: ZONE_ROLES_VARIABLE,
  REGIONS: REGIONS_VARIABLE,
  AWS_REGION: REGION_VARIABLE,
  SLOT_SECONDS: integer(30, 3600, 180),
});

/** Throws InvalidRequestError with every variable that is wrong. */
export function parseNotice(environment: Environment): NoticeSettings {
  const read = readEnvironment(VARIABLES, environment);
  return {
    bucket: read.REPORT_BUCKET,
    stateMachineArn: read.SWEEP_STATE_MACHINE_ARN,
    ownNames: read.OWN_NAMES,
    zoneRoles: read.ZONE_ROLES,
    regions: regionsOf(read),
    slotSeconds: read.SLOT_SECONDS,
  };
}

/** A name that the template left blank is none. */
function parseNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
