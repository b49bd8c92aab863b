import { parseRuleModes, RULE_MODES_FORM } from '../functions/doors/rule-modes.ts';
import { shownValue } from '../functions/doors/shown-value.ts';
import { CHOICES, type Choice } from '../functions/reconciler/model/choice.ts';
import type { Problem } from '../functions/reconciler/model/errors.ts';
import { InvalidRequestError } from '../functions/reconciler/model/errors.ts';
import { type DomainName, parseDomainName, parseRegion, type Region } from '../functions/reconciler/model/names.ts';
import { PROOF_POLICIES, type ProofPolicy } from '../functions/reconciler/model/proof.ts';
import type { RuleModes } from '../functions/reconciler/model/rules.ts';
import { parseExternalId, parseZoneRole, type ZoneRole } from '../functions/reconciler/model/zone-role.ts';
import { networkOf } from '../functions/reconciler/network/network-of.ts';
import type { ProbeNetwork } from '../functions/reconciler/network/probe-network.ts';
import type { OptionSpec } from './command.ts';
import { choiceOf, type GivenOptions, givenValue, givenValues, parseNumber } from './given-options.ts';
import type { Terminal } from './terminal.ts';

const MANAGED_ELSEWHERE = ['report', 'correct'] as const;
const NEW_EDGES = ['create', 'report'] as const;
/** Route 53 gives the answers of alias records 60 seconds. */
const DRAIN_SECONDS = 60;

export const LOOK_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'domain',
    value: 'NAME',
    repeatable: 'repeatable',
    text: 'only this domain; may be repeated (default: every API domain that is found)',
  },
  {
    name: 'region',
    value: 'NAME',
    repeatable: 'repeatable',
    text: 'Region whose API Gateway is asked; may be repeated (default: AWS_REGION or AWS_DEFAULT_REGION)',
  },
  {
    name: 'managed-elsewhere',
    value: 'report|correct',
    choices: MANAGED_ELSEWHERE,
    text: 'distributions that CloudFormation, CDK or Terraform manage: report them (default), or correct them too',
  },
  {
    name: 'new-edges',
    value: 'create|report',
    choices: NEW_EDGES,
    text: 'domains without an edge: create one (default), or only report them',
  },
  {
    name: 'choice',
    value: 'opt-out|opt-in',
    choices: CHOICES,
    text: 'domains that may be changed: all but those tagged secure-api-edge:manage = no (default), or only those tagged yes',
  },
  {
    name: 'rule',
    value: 'ID=MODE',
    repeatable: 'repeatable',
    text: 'enforce (default), report or off for one rule, such as EDGE-13=off; may be repeated',
  },
  {
    name: 'proof',
    value: 'require|if-possible|skip',
    choices: PROOF_POLICIES,
    text: 'edges whose owner does not say: real requests have to show that they work before DNS moves (default), where the network allows any, or nothing is tried',
  },
  {
    name: 'zone-role',
    value: 'ARN',
    repeatable: 'repeatable',
    text: 'role of another account whose hosted zones may hold the names; may be repeated, once for each account',
  },
  { name: 'external-id', value: 'ID', text: 'external id that these roles ask for' },
  {
    name: 'json',
    value: undefined,
    text: 'one JSON document on standard output; everything else goes to standard error',
  },
  {
    name: 'verbose',
    value: undefined,
    text: 'also every look, the AWS requests by operation, why the API needs each header (plan), and the rules that pass (drift)',
  },
];

export const WAIT_OPTIONS: readonly OptionSpec[] = [
  { name: 'wait', value: undefined, text: 'stay until AWS has finished and nothing is left to be done' },
  { name: 'timeout', value: 'SECONDS', text: 'with --wait: give up waiting after this time (default: 3600)' },
];

/** What the options and the environment say about a look. */
export interface LookOptions {
  /** Domains that were named; none means all. */
  readonly named: readonly DomainName[];
  readonly regions: readonly Region[];
  readonly managedElsewhere: (typeof MANAGED_ELSEWHERE)[number];
  readonly newEdges: (typeof NEW_EDGES)[number];
  /** Domains that may be changed. */
  readonly choice: Choice;
  /** Rules that are not enforced, unless an edge's owner says otherwise. */
  readonly rules: RuleModes;
  /** What counts for edges whose owner said nothing about proofs. */
  readonly proof: ProofPolicy;
  /** Roles of other accounts whose hosted zones may hold the names of edges. */
  readonly zoneRoles: readonly ZoneRole[];
  /** Where edges are tried. */
  readonly network: ProbeNetwork;
  /** How long callers may still use old DNS answers. */
  readonly drainSeconds: number;
  /** Upper bound between looks; undefined: what AWS needs. */
  readonly pollSeconds: number | undefined;
}

/** Throws InvalidRequestError with everything that is wrong with names and Regions. */
export function parseLookOptions(options: GivenOptions, environment: Terminal['environment']): LookOptions {
  const problems: Problem[] = [];
  const named = [
    ...parseNames(options, 'domain', '--domain', problems),
    ...parseNames(options, 'DOMAIN', 'DOMAIN', problems),
  ];
  const regions = parseRegions(options, environment, problems);
  const rules = parseRules(options, problems);
  const zoneRoles = parseZoneRoles(options, problems);
  if (problems.length > 0) throw new InvalidRequestError(problems);
  return {
    named,
    regions,
    managedElsewhere: choiceOf(options, 'managed-elsewhere', MANAGED_ELSEWHERE, 'report'),
    rules,
    zoneRoles,
    proof: choiceOf(options, 'proof', PROOF_POLICIES, 'require'),
    drainSeconds: parseSeconds('SECURE_API_EDGE_DRAIN_SECONDS', environment, 0) ?? DRAIN_SECONDS,
    newEdges: choiceOf(options, 'new-edges', NEW_EDGES, 'create'),
    choice: choiceOf(options, 'choice', CHOICES, 'opt-out'),
    ...parseSurroundings(environment),
  };
}

/** What only the place decides in which a look is taken. */
export function parseSurroundings(environment: Terminal['environment']): Pick<LookOptions, 'network' | 'pollSeconds'> {
  return {
    network: networkOf(environment),
    pollSeconds: parseSeconds('SECURE_API_EDGE_POLL_SECONDS', environment, 0.01),
  };
}

function parseNames(options: GivenOptions, name: string, path: string, problems: Problem[]): readonly DomainName[] {
  return parseEach(givenValues(options, name), parseDomainName, (text) =>
    problems.push({ path, message: `is not a domain name, got ${shownValue(text)}; write it like api.example.com` }),
  );
}

function parseRegions(
  options: GivenOptions,
  { AWS_REGION, AWS_DEFAULT_REGION }: Terminal['environment'],
  problems: Problem[],
): readonly Region[] {
  const given = givenValues(options, 'region');
  const fallback = AWS_REGION || AWS_DEFAULT_REGION;
  const path = given.length > 0 ? '--region' : AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION';
  if (given.length === 0 && !fallback) {
    problems.push({
      path: '--region',
      message: 'is missing, and neither AWS_REGION nor AWS_DEFAULT_REGION is set; name a Region like eu-west-1',
    });
    return [];
  }
  return parseEach(given.length > 0 ? given : [fallback ?? ''], parseRegion, (text) =>
    problems.push({ path, message: `is not a Region, got ${shownValue(text)}; write it like eu-west-1` }),
  );
}

/** The typed values, each once; texts that are none go to `onWrong`. */
function parseEach<T>(
  texts: readonly string[],
  parse: (text: string) => T | undefined,
  onWrong: (text: string) => void,
): readonly T[] {
  const parsed = texts.flatMap((text) => {
    const value = parse(text);
    if (value === undefined) onWrong(text);
    return value === undefined ? [] : [value];
  });
  return [...new Set(parsed)];
}

function parseSeconds(name: string, environment: Terminal['environment'], minimum: number): number | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  return parseNumber(name, text, { minimum, maximum: 3600, kind: 'decimal' });
}

function parseRules(options: GivenOptions, problems: Problem[]): RuleModes {
  const modes = givenValues(options, 'rule').map((text) => {
    const parsed = parseRuleModes(text);
    if (parsed === undefined)
      problems.push({ path: '--rule', message: `is not ${RULE_MODES_FORM}, got ${shownValue(text)}` });
    return parsed ?? {};
  });
  return Object.assign({}, ...modes);
}

function parseZoneRoles(options: GivenOptions, problems: Problem[]): readonly ZoneRole[] {
  const given = givenValue(options, 'external-id');
  const externalId = given === undefined ? undefined : parseExternalId(given);
  if (given !== undefined && externalId === undefined) {
    const message = `is not an external id of 2 to 1224 characters, got ${shownValue(given)}`;
    problems.push({ path: '--external-id', message });
  }
  const roles = parseEach(
    [...new Set(givenValues(options, 'zone-role'))],
    (arn) => parseZoneRole(arn, externalId),
    (arn) => problems.push({ path: '--zone-role', message: `is not the ARN of a role, got ${shownValue(arn)}` }),
  );
  const twice = roles.find(({ account }, index) => roles.findIndex((one) => one.account === account) < index);
  if (twice !== undefined) {
    const message = `names a second role of account ${twice.account}, got ${shownValue(twice.arn)}; name one for each account`;
    problems.push({ path: '--zone-role', message });
  }
  return roles;
}
