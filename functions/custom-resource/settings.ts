import { shownValue } from '../doors/shown-value.ts';
import { parseZoneRoles, withExternalId, ZONE_ROLES_FORM } from '../doors/zone-roles.ts';
import { InvalidRequestError, type Problem } from '../reconciler/model/errors.ts';
import { parseRegion, type Region } from '../reconciler/model/names.ts';
import { parseExternalId, type ZoneRole } from '../reconciler/model/zone-role.ts';
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

const STATE_MACHINE_ARN = /^arn:[a-z-]+:states:[a-z0-9-]+:\d{12}:stateMachine:[^:\s]{1,80}$/;
const SHORTEST_KEY = 32;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the function's environment. Throws InvalidRequestError with every variable that is wrong. */
export function parseSettings(environment: Environment): Settings {
  const problems: Problem[] = [];
  const settings = {
    drainSeconds: readSeconds(environment, 'DRAIN_SECONDS', problems) ?? 60,
    pollSeconds: readSeconds(environment, 'POLL_SECONDS', problems),
    regions: readRegions(environment, problems),
    zoneRoles: readZoneRoles(environment, problems),
  };
  if (problems.length > 0) throw new InvalidRequestError(problems);
  return settings;
}

/** Undefined where none is named. Throws InvalidRequestError when it is named, and not usable. */
export function parseStateMachine(environment: Environment): StateMachineSettings | undefined {
  const arn = environment.STATE_MACHINE_ARN ?? '';
  if (arn === '') return undefined;
  if (STATE_MACHINE_ARN.test(arn)) return { arn, addressKey: parseAddressKey(environment) };
  const message = `is not the ARN of a state machine, got ${shownValue(arn)}`;
  throw new InvalidRequestError([{ path: 'environment.STATE_MACHINE_ARN', message }]);
}

/** The key under which response URLs are sealed. Throws InvalidRequestError when there is none worth the name. */
export function parseAddressKey(environment: Environment): string {
  const key = environment.ADDRESS_KEY ?? '';
  if (key.length >= SHORTEST_KEY) return key;
  const message = `is shorter than ${SHORTEST_KEY} characters; template.yaml takes it from a secret of its own`;
  throw new InvalidRequestError([{ path: 'environment.ADDRESS_KEY', message }]);
}

function readRegions({ REGIONS, AWS_REGION }: Environment, problems: Problem[]): readonly Region[] {
  const names = (REGIONS?.trim() || AWS_REGION || '').split(',').map((name) => name.trim());
  return names.flatMap((name) => {
    const region = parseRegion(name);
    if (region !== undefined) return [region];
    problems.push({ path: 'environment.REGIONS', message: `is not a list of AWS Regions, got ${shownValue(name)}` });
    return [];
  });
}

function readZoneRoles({ ZONE_ROLES, EXTERNAL_ID }: Environment, problems: Problem[]): readonly ZoneRole[] {
  const text = ZONE_ROLES?.trim() ?? '';
  const roles = text === '' ? [] : parseZoneRoles(text);
  if (roles === undefined) {
    problems.push({ path: 'environment.ZONE_ROLES', message: `is not ${ZONE_ROLES_FORM}, got ${shownValue(text)}` });
  }
  const given = EXTERNAL_ID?.trim() ?? '';
  const externalId = parseExternalId(given);
  if (given !== '' && externalId === undefined) {
    const message = `is not an external id of 2 to 1224 characters, got ${shownValue(given)}`;
    problems.push({ path: 'environment.EXTERNAL_ID', message });
  }
  return withExternalId(roles ?? [], externalId);
}

function readSeconds(environment: Environment, name: string, problems: Problem[]): number | undefined {
  const value = environment[name];
  if (value === undefined || value === '') return undefined;
  const seconds = readInteger(value);
  if (seconds === undefined) {
    problems.push({ path: `environment.${name}`, message: `is not a number of seconds, got ${shownValue(value)}` });
  }
  return seconds;
}
