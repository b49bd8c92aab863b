import * as z from 'zod';
import { parseRuleModes, RULE_MODES_FORM } from '../doors/rule-modes.ts';
import { shownValue } from '../doors/shown-value.ts';
import { toProblems } from '../doors/to-problems.ts';
import { parseZoneRoles, withExternalId, ZONE_ROLES_FORM } from '../doors/zone-roles.ts';
import { CHOICES, type Choice } from '../reconciler/model/choice.ts';
import { InvalidRequestError, type Problem } from '../reconciler/model/errors.ts';
import type { Mode } from '../reconciler/model/look.ts';
import { type DomainName, parseRegion, type Region } from '../reconciler/model/names.ts';
import { PROOF_POLICIES, type ProofPolicy } from '../reconciler/model/proof.ts';
import type { RuleModes } from '../reconciler/model/rules.ts';
import { parseExternalId, type ZoneRole } from '../reconciler/model/zone-role.ts';
import { DEFAULT_FLEET_LIMITS, type FleetLimits } from '../reconciler/plan/guard.ts';
import { type Overrides, readOverrides } from './overrides.ts';

/** What one run looks at and what it may do. */
export interface Run {
  readonly mode: Mode;
  /** Regions whose API Gateway is asked. */
  readonly regions: readonly Region[];
  readonly names: 'all' | readonly DomainName[];
  readonly newEdges: 'create' | 'report';
  /** Domains that may be changed: all but those tagged `no`, or only those tagged `yes`. */
  readonly choice: Choice;
  readonly managedElsewhere: 'report' | 'correct';
  /** Rules that are not enforced, unless an edge's owner says otherwise. */
  readonly rules: RuleModes;
  /** What counts for edges whose owner said nothing about proofs. */
  readonly proof: ProofPolicy;
  /** Roles of other accounts whose hosted zones may hold the names of edges. */
  readonly zoneRoles: readonly ZoneRole[];
  readonly drainSeconds: number;
  readonly limits: FleetLimits;
  /** Upper bound between two rounds; undefined: the reconciler's own. */
  readonly pollSeconds: number | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;
type Variables = z.output<typeof VARIABLES>;

const VARIABLES = z
  .object({
    MODE: oneOf(['detect', 'remediate'], 'detect'),
    REGIONS: variable('a list of AWS Regions, separated by commas', parseRegions, undefined),
    AWS_REGION: variable('an AWS Region', parseRegion, undefined),
    NEW_EDGES: oneOf(['create', 'report'], 'create'),
    CHOICE: oneOf(CHOICES, 'opt-out'),
    MANAGED_ELSEWHERE: oneOf(['report', 'correct'], 'report'),
    RULES: variable(RULE_MODES_FORM, parseRuleModes, {}),
    PROOF: oneOf(PROOF_POLICIES, 'require'),
    ZONE_ROLES: variable(ZONE_ROLES_FORM, parseZoneRoles, []),
    EXTERNAL_ID: variable('an external id of 2 to 1224 characters', parseExternalId, undefined),
    DRAIN_SECONDS: integer(0, 86_400, 60),
    MAXIMUM_CHANGED_SHARE: integer(0, 100, DEFAULT_FLEET_LIMITS.maximumChangedShare),
    POLL_SECONDS: integer(1, 900, undefined),
  })
  .refine(({ REGIONS, AWS_REGION }) => REGIONS !== undefined || AWS_REGION !== undefined, {
    path: ['REGIONS'],
    message: 'is missing, and so is AWS_REGION; name the Regions to look at',
  });

/**
 * What the function's environment says, as far as the event does not narrow it. Throws InvalidRequestError with everything that is wrong
 * in either.
 */
export function parseRun(environment: Environment, event: unknown): Run {
  const variables = VARIABLES.safeParse(environment);
  const overrides = readOverrides(event);
  const problems = [
    ...(variables.success ? [] : toProblems('environment', variables.error)),
    ...(overrides.kind === 'wrong' ? overrides.problems : []),
  ];
  if (!variables.success || overrides.kind === 'wrong') throw new InvalidRequestError(problems);
  return toRun(variables.data, overrides.overrides);
}

function toRun(variables: Variables, overrides: Overrides): Run {
  return {
    mode: lowerMode(variables.MODE, overrides),
    regions: fewerRegions(
      variables.REGIONS ?? [variables.AWS_REGION].filter((region) => region !== undefined),
      overrides,
    ),
    names: overrides.domains ?? 'all',
    newEdges: variables.NEW_EDGES,
    choice: variables.CHOICE,
    managedElsewhere: variables.MANAGED_ELSEWHERE,
    rules: variables.RULES,
    proof: variables.PROOF,
    zoneRoles: withExternalId(variables.ZONE_ROLES, variables.EXTERNAL_ID),
    drainSeconds: variables.DRAIN_SECONDS,
    limits: { ...DEFAULT_FLEET_LIMITS, maximumChangedShare: variables.MAXIMUM_CHANGED_SHARE },
    pollSeconds: variables.POLL_SECONDS,
  };
}

/**
 * An event may lower the mode, never raise it: who may invoke the function is more than who decided, by deploying it, that it may write.
 * The function's permissions follow the environment too, so that a raised run would only fail half-way.
 */
function lowerMode(allowed: Mode, { mode = allowed, place }: Overrides): Mode {
  if (mode === 'detect' || allowed === 'remediate') return mode;
  const problem: Problem = {
    path: `${place}.mode`,
    message:
      'is more than the function was deployed to do, got "remediate" where MODE is detect; an event may only lower the mode, deploy with Mode: remediate',
  };
  throw new InvalidRequestError([problem]);
}

/** An event may name fewer Regions, and no others: what is fronted there was not decided by whoever deployed this. */
function fewerRegions(allowed: readonly Region[], { regions = allowed, place }: Overrides): readonly Region[] {
  const others = regions.filter((region) => !allowed.includes(region));
  if (others.length === 0) return regions;
  const message = `are more than the function was deployed to look at, got ${others.join(', ')} where REGIONS is ${allowed.join(', ')}; deploy with these Regions`;
  throw new InvalidRequestError([{ path: `${place}.regions`, message }]);
}

/** A variable that `parse` understands. Blank counts as not set: CloudFormation cannot leave a variable out. */
function variable<T, Preset>(wanted: string, parse: (text: string) => T | undefined, preset: Preset) {
  return z
    .string()
    .optional()
    .transform((given = '', context): T | Preset => {
      const text = given.trim();
      if (text === '') return preset;
      const value = parse(text);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: `is not ${wanted}, got ${shownValue(text)}` });
      return z.NEVER;
    });
}

function oneOf<const Word extends string>(words: readonly Word[], preset: Word) {
  return variable(`one of ${words.join(', ')}`, (text) => words.find((word) => word === text), preset);
}

function integer<Preset extends number | undefined>(least: number, most: number, preset: Preset) {
  const parse = (text: string) => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };
  return variable(`a whole number from ${least} to ${most}`, parse, preset);
}

function parseRegions(text: string): readonly Region[] | undefined {
  const regions = text.split(',').map((name) => parseRegion(name.trim()));
  const known = regions.filter((region) => region !== undefined);
  return known.length === regions.length ? [...new Set(known)] : undefined;
}
