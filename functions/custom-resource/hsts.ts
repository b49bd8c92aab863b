import type { Hsts } from '../reconciler/model/edge.ts';
import { nearestName } from './nearest-name.ts';
import { type Complain, isMap, property, readBoolean, readInteger } from './property.ts';
import { shownValue } from './shown-value.ts';

const FORM = 'write off, seconds, or MaxAgeSeconds with IncludeSubdomains and Preload';
const FIELDS = ['MaxAgeSeconds', 'IncludeSubdomains', 'Preload'];
const MOST_UNKNOWN_NAMED = 20;
const LONGEST_AGE = 2_147_483_647;
/** What the list that browsers ship with asks for. https://hstspreload.org */
const PRELOAD_AGE = 31_536_000;

/** HSTS as the owner chose it: `off`, a number of seconds, or a map. */
export const hsts = property((value, complain): Hsts | undefined => {
  // YAML reads an unquoted `off` as false, and CloudFormation sends that as "false".
  if (value === 'off' || readBoolean(value) === false) return { kind: 'off' };
  if (value === 'ramp') return complain('ramp is not offered; give seconds, for example 300 to begin with');
  if (isMap(value)) return fromMap(value, complain);
  const maxAgeSeconds = readAge(value);
  if (maxAgeSeconds === undefined) return complain(`is not understood, got ${shownValue(value)}; ${FORM}`);
  return { kind: 'fixed', maxAgeSeconds, includeSubdomains: false, preload: false };
});

function fromMap(map: Readonly<Record<string, unknown>>, complain: Complain): Hsts | undefined {
  const unknown = Object.keys(map).filter((name) => !FIELDS.includes(name));
  for (const field of unknown.slice(0, MOST_UNKNOWN_NAMED)) complainUnknown(field, complain);
  const maxAgeSeconds = readAge(map.MaxAgeSeconds) ?? complainAge(map.MaxAgeSeconds, complain);
  const includeSubdomains = flag(map, 'IncludeSubdomains', complain);
  const preload = flag(map, 'Preload', complain);
  if (maxAgeSeconds === undefined || includeSubdomains === undefined || preload === undefined) return undefined;

  if (preload) checkPreload(maxAgeSeconds, includeSubdomains, complain);
  return { kind: 'fixed', maxAgeSeconds, includeSubdomains, preload };
}

function readAge(value: unknown): number | undefined {
  const seconds = readInteger(value);
  return seconds !== undefined && seconds <= LONGEST_AGE ? seconds : undefined;
}

function complainAge(value: unknown, complain: Complain): undefined {
  return complain(`is not a number of seconds from 0 to ${LONGEST_AGE}, got ${shownValue(value)}`, 'MaxAgeSeconds');
}

function flag(map: Readonly<Record<string, unknown>>, name: string, complain: Complain): boolean | undefined {
  const value = map[name] ?? 'false';
  return readBoolean(value) ?? complain(`is not true or false, got ${shownValue(value)}`, name);
}

function checkPreload(maxAgeSeconds: number, includeSubdomains: boolean, complain: Complain): void {
  const why = 'browsers preload whole domains only, for a year or more, and removal takes months';
  if (!includeSubdomains) complain(`needs IncludeSubdomains, got false; ${why}`, 'Preload');
  if (maxAgeSeconds < PRELOAD_AGE) {
    complain(`needs MaxAgeSeconds of at least ${PRELOAD_AGE}, got ${maxAgeSeconds}; ${why}`, 'Preload');
  }
}

function complainUnknown(field: string, complain: Complain): void {
  const meant = nearestName(field, FIELDS);
  complain(`is not known; ${meant === undefined ? FORM : `did you mean ${meant}?`}`, field.slice(0, 64));
}
