import { parseRuleModes, RULE_MODES_FORM } from '../functions/doors/rule-modes.ts';
import { shownValue } from '../functions/doors/shown-value.ts';
import type { Problem } from '../functions/reconciler/model/errors.ts';
import { InvalidRequestError } from '../functions/reconciler/model/errors.ts';
import { type DomainName, parseDomainName, parseRegion, type Region } from '../functions/reconciler/model/names.ts';
import type { RuleModes } from '../functions/reconciler/model/rules.ts';
import type { OptionSpec } from './command.ts';
import { choiceOf, type GivenOptions, givenValues, parseNumber } from './given-options.ts';
import type { Terminal } from './terminal.ts';

const MANAGED_ELSEWHERE = ['report', 'correct'] as const;
const NEW_EDGES = ['create', 'report'] as const;

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
    name: 'rule',
    value: 'ID=MODE',
    repeatable: 'repeatable',
    text: 'enforce (default), report or off for one rule, such as EDGE-13=off; may be repeated',
  },
  {
    name: 'json',
    value: undefined,
    text: 'one JSON document on standard output; everything else goes to standard error',
  },
  {
    name: 'verbose',
    value: undefined,
    text: 'also every look, the AWS requests by operation, and (drift) the rules that pass',
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
  /** Rules that are not enforced, unless an edge's owner says otherwise. */
  readonly rules: RuleModes;
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
  if (problems.length > 0) throw new InvalidRequestError(problems);
  return {
    named,
    regions,
    managedElsewhere: choiceOf(options, 'managed-elsewhere', MANAGED_ELSEWHERE, 'report'),
    rules,
    newEdges: choiceOf(options, 'new-edges', NEW_EDGES, 'create'),
    pollSeconds: parsePollSeconds(environment.SECURE_API_EDGE_POLL_SECONDS),
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

function parsePollSeconds(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  return parseNumber('SECURE_API_EDGE_POLL_SECONDS', text, { minimum: 0.01, maximum: 3600, kind: 'decimal' });
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
