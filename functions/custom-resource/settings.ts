import { shownValue } from '../doors/shown-value.ts';
import { InvalidRequestError, type Problem } from '../reconciler/model/errors.ts';
import { parseRegion, type Region } from '../reconciler/model/names.ts';
import { readInteger } from './property.ts';

export interface Settings {
  /** Regions whose API Gateway is asked for the domain. */
  readonly regions: readonly Region[];
  /** How long callers may still use old DNS answers. */
  readonly drainSeconds: number;
  /** Upper bound between two looks; undefined: the reconciler's own. */
  readonly pollSeconds: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the function's environment. Throws InvalidRequestError with every variable that is wrong. */
export function parseSettings(environment: Environment): Settings {
  const problems: Problem[] = [];
  const settings = {
    drainSeconds: readSeconds(environment, 'DRAIN_SECONDS', problems) ?? 60,
    pollSeconds: readSeconds(environment, 'POLL_SECONDS', problems),
    regions: readRegions(environment, problems),
  };
  if (problems.length > 0) throw new InvalidRequestError(problems);
  return settings;
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

function readSeconds(environment: Environment, name: string, problems: Problem[]): number | undefined {
  const value = environment[name];
  if (value === undefined || value === '') return undefined;
  const seconds = readInteger(value);
  if (seconds === undefined) {
    problems.push({ path: `environment.${name}`, message: `is not a number of seconds, got ${shownValue(value)}` });
  }
  return seconds;
}
