import * as z from 'zod';
import { hasRegion, NO_REGION, REGION_VARIABLE, REGIONS_VARIABLE, regionsOf } from '../doors/region-variables.ts';
import { parseRuleModes, RULE_MODES_FORM } from '../doors/rule-modes.ts';
import { toProblems } from '../doors/to-problems.ts';
import { type Environment, integer, oneOf, variable } from '../doors/variable.ts';
import { EXTERNAL_ID_VARIABLE, withExternalId, ZONE_ROLES_VARIABLE } from '../doors/zone-roles.ts';
import { CHOICES, type Choice } from '../reconciler/model/choice.ts';
import { InvalidRequestError, type Problem } from '../reconciler/model/errors.ts';
import type { Mode } from '../reconciler/model/look.ts';
import type { DomainName, Region } from '../reconciler/model/names.ts';
import { PROOF_POLICIES, type ProofPolicy } from '../reconciler/model/proof.ts';
import type { RuleModes } from '../reconciler/model/rules.ts';
import type { ZoneRole } from '../reconciler/model/zone-role.ts';
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

type Variables = z.output<typeof VARIABLES>;

const VARIABLES = z
  .object({
    MODE: oneOf(['detect', 'remediate'], 'detect'),
    REGIONS: REGIONS_VARIABLE,
    AWS_REGION: REGION_VARIABLE,
    NEW_EDGES: oneOf(['create', 'report'], 'create'),
    CHOICE: oneOf(CHOICES, 'opt-out'),
    MANAGED_ELSEWHERE: oneOf(['report', 'correct'], 'report'),
    RULES: variable(RULE_MODES_FORM, parseRuleModes, {}),
    PROOF: oneOf(PROOF_POLICIES, 'require'),
    ZONE_ROLES: ZONE_ROLES_VARIABLE,
    EXTERNAL_ID: EXTERNAL_ID_VARIABLE,
    DRAIN_SECONDS: integer(0, 86_400, 60),
    MAXIMUM_CHANGED_SHARE: integer(0, 100, DEFAULT_FLEET_LIMITS.maximumChangedShare),
    POLL_SECONDS: integer(1, 900, undefined),
  })
  .refine(hasRegion, NO_REGION);

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
    regions: fewerRegions(regionsOf(variables), overrides),
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
