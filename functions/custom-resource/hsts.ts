import { nearestName } from '../doors/nearest-name.ts';
import { shownValue } from '../doors/shown-value.ts';
import type { Hsts } from '../reconciler/model/edge.ts';
import { type Complain, isMap, property, readBoolean, readInteger } from './property.ts';

const FORM =
  'write off, seconds, ramp, brake, or MaxAgeSeconds (seconds or ramp) with IncludeSubdomains and Preload, and with IntervalSeconds for ramp';
const FIELDS = ['MaxAgeSeconds', 'IntervalSeconds', 'IncludeSubdomains', 'Preload'];
const MOST_UNKNOWN_NAMED = 20;
const LONGEST_AGE = 2_147_483_647;
/** What the list that browsers ship with asks for. https://hstspreload.org */
const PRELOAD_AGE = 31_536_000;
const ONE_WEEK = 604_800;
/** A step shorter than this would be over before CloudFront has deployed it and anybody could notice. */
const SHORTEST_INTERVAL = 3600;
const LONGEST_INTERVAL = 31_536_000;

/** HSTS as the owner chose it: a word, a number of seconds, or a map. */
export const hsts = property((value, complain): Hsts | undefined => {
  // YAML reads an unquoted `off` as false, and CloudFormation sends that as "false".
  if (value === 'off' || readBoolean(value) === false) return { kind: 'off' };
  if (value === 'brake') return { kind: 'brake' };
  if (value === 'ramp') return { kind: 'ramp', intervalSeconds: ONE_WEEK, includeSubdomains: false, preload: false };
  if (isMap(value)) return fromMap(value, complain);
  const maxAgeSeconds = readAge(value);
  if (maxAgeSeconds === undefined) return complain(`is not understood, got ${shownValue(value)}; ${FORM}`);
  return { kind: 'fixed', maxAgeSeconds, includeSubdomains: false, preload: false };
});

function fromMap(map: Readonly<Record<string, unknown>>, complain: Complain): Hsts | undefined {
  const unknown = Object.keys(map).filter((name) => !FIELDS.includes(name));
  for (const field of unknown.slice(0, MOST_UNKNOWN_NAMED)) complainUnknown(field, complain);
  const ramps = map.MaxAgeSeconds === 'ramp';
  const maxAgeSeconds = ramps ? PRELOAD_AGE : (readAge(map.MaxAgeSeconds) ?? complainAge(map.MaxAgeSeconds, complain));
  const intervalSeconds = readInterval(map, complain);
  const includeSubdomains = flag(map, 'IncludeSubdomains', complain);
  const preload = flag(map, 'Preload', complain);
  if (maxAgeSeconds === undefined || intervalSeconds === undefined) return undefined;
  if (includeSubdomains === undefined || preload === undefined) return undefined;

  if (preload) checkPreload(maxAgeSeconds, includeSubdomains, complain);
  const reach = { includeSubdomains, preload };
  return ramps ? { kind: 'ramp', intervalSeconds, ...reach } : { kind: 'fixed', maxAgeSeconds, ...reach };
}

function readInterval(map: Readonly<Record<string, unknown>>, complain: Complain): number | undefined {
  const value = map.IntervalSeconds ?? ONE_WEEK;
  if (map.IntervalSeconds !== undefined && map.MaxAgeSeconds !== 'ramp')
    return complain('is read with MaxAgeSeconds: ramp only; take it out', 'IntervalSeconds');
  const seconds = readInteger(value);
  if (seconds !== undefined && seconds >= SHORTEST_INTERVAL && seconds <= LONGEST_INTERVAL) return seconds;
  return complain(
    `is not a number of seconds from ${SHORTEST_INTERVAL} to ${LONGEST_INTERVAL}, got ${shownValue(value)}`,
    'IntervalSeconds',
  );
}

function readAge(value: unknown): number | undefined {
  const seconds = readInteger(value);
  return seconds !== undefined && seconds <= LONGEST_AGE ? seconds : undefined;
}

function complainAge(value: unknown, complain: Complain): undefined {
  return complain(
    `is not ramp or a number of seconds from 0 to ${LONGEST_AGE}, got ${shownValue(value)}`,
    'MaxAgeSeconds',
  );
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
