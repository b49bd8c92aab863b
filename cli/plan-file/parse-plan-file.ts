import * as z from 'zod';
import { readRuleMode } from '../../functions/doors/rule-modes.ts';
import { shownValue } from '../../functions/doors/shown-value.ts';
import { toProblems } from '../../functions/doors/to-problems.ts';
import { CHOICES } from '../../functions/reconciler/model/choice.ts';
import { InvalidRequestError } from '../../functions/reconciler/model/errors.ts';
import {
  type AccountId,
  type DomainName,
  parseAccountId,
  parseDomainName,
  parseRegion,
  type Region,
} from '../../functions/reconciler/model/names.ts';
import { PARTS, type Step } from '../../functions/reconciler/model/plan.ts';
import { PROOF_POLICIES } from '../../functions/reconciler/model/proof.ts';
import type { RuleModes } from '../../functions/reconciler/model/rules.ts';
import { parseZoneRole, type ZoneRole } from '../../functions/reconciler/model/zone-role.ts';
import { invalid } from '../given-options.ts';
import { PLAN_FILE_FORMAT, PLAN_FILE_VERSION, type PlanFile } from './plan-file.ts';

/** A file that somebody spoiled may be wrong in thousands of places. */
const MOST_PROBLEMS = 10;

const TEXTS = z.array(z.string());
const TAGS = z.record(z.string(), z.string());
const VALUE = z.union([z.string(), z.number(), z.boolean(), TEXTS]).optional();
const RECORD_SET = z.looseObject({
  name: z.string(),
  type: z.string(),
  target: z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('alias'), dnsName: z.string() }),
    z.looseObject({ kind: z.literal('values'), values: TEXTS }),
  ]),
});
const RECORD_SETS = z.array(RECORD_SET);

/** Facts of every step. What stands beside them is compared as it is, and nothing is ever executed from the file. */
const FACTS = z.looseObject({
  part: z.enum(PARTS),
  action: z.string(),
  target: z.string(),
  changes: z.array(z.looseObject({ path: z.string(), before: VALUE, after: VALUE, because: TEXTS })),
  because: TEXTS,
  state: z.looseObject({ kind: z.enum(['ready', 'blocked', 'waiting']) }),
});

type WriteOf<One> = One extends { part: infer Part extends string; action: infer Action extends string }
  ? Action extends 'wait'
    ? never
    : `${Part} ${Action}`
  : never;

/** What the comparison of a step reads by name. */
const WRITES = {
  'certificate create': FACTS,
  'certificate validate': z.looseObject({ hostedZoneId: z.string(), record: RECORD_SET }),
  'certificate delete': FACTS,
  'header-policies create': FACTS,
  'header-policies delete': FACTS,
  'distribution create': z.looseObject({ tags: TAGS }),
  'distribution update': z.looseObject({ distributionId: z.string(), etag: z.string() }),
  'distribution tag': z.looseObject({ distributionArn: z.string(), set: TAGS, remove: TEXTS }),
  'distribution delete': z.looseObject({ distributionId: z.string() }),
  'alias-records update': z.looseObject({ hostedZoneId: z.string(), remove: RECORD_SETS, create: RECORD_SETS }),
  'cached-objects invalidate': z.looseObject({ distributionId: z.string(), paths: TEXTS }),
} satisfies Record<WriteOf<Step>, z.ZodType>;

const ZONE_ROLE = z.object({ arn: z.string(), account: z.string(), externalId: z.string().optional() });

const DOCUMENT = z.looseObject({
  format: z.literal(PLAN_FILE_FORMAT),
  version: z.literal(PLAN_FILE_VERSION),
  tool: z.string(),
  takenAt: z.iso.datetime(),
  accountId: named<AccountId>('an account id', parseAccountId),
  regions: z.array(named<Region>('a Region', parseRegion)).min(1),
  named: z.array(named<DomainName>('a domain name', parseDomainName)),
  settings: z.looseObject({
    managedElsewhere: z.enum(['report', 'correct']),
    newEdges: z.enum(['create', 'report']),
    choice: z.enum(CHOICES).default('opt-out'),
    rules: z.custom<RuleModes>(areRuleModes, { error: 'is not rules with their modes' }),
    proof: z.enum(PROOF_POLICIES),
    zoneRoles: z.array(z.custom<ZoneRole>(isZoneRole, { error: 'is not a role of an account with zones' })).default([]),
    drainSeconds: z.number().min(0),
  }),
  edges: z.array(
    z.looseObject({
      domainName: named<DomainName>('a domain name', parseDomainName),
      steps: z.array(z.custom<Step>(isStep, { error: 'is not a step of a plan' })),
    }),
  ),
});

/** A plan that was written to a file. `path` names it in what is said. Throws InvalidRequestError with what is wrong. */
export function parsePlanFile(path: string, text: string): PlanFile {
  const document = parseJson(text);
  if (document === undefined) throw invalid({ path: '--plan', message: `${shownValue(path)} is not JSON; ${ADVICE}` });
  if (!isPlanFile(document))
    throw invalid({ path: '--plan', message: `${shownValue(path)} is not a plan file; ${ADVICE}` });
  const { version, tool } = document;
  if (version !== PLAN_FILE_VERSION) {
    const message = `${shownValue(path)} has version ${shownValue(version)}, written by ${shownValue(tool)}, and this program reads version ${PLAN_FILE_VERSION}; use the program that wrote it, or make a new plan`;
    throw invalid({ path: '--plan', message });
  }
  const parsed = DOCUMENT.safeParse(document);
  if (!parsed.success) throw new InvalidRequestError(toProblems(path, parsed.error).slice(0, MOST_PROBLEMS));
  return parsed.data;
}

const ADVICE = 'name a file that "drift --plan" wrote';

/** The value that a JSON text stands for; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the document says that it is a plan file, of whatever version. */
export function isPlanFile(document: unknown): document is { readonly version: unknown; readonly tool: unknown } {
  return (
    typeof document === 'object' && document !== null && 'format' in document && document.format === PLAN_FILE_FORMAT
  );
}

function isStep(value: unknown): boolean {
  const facts = FACTS.safeParse(value);
  if (!facts.success) return false;
  const { part, action } = facts.data;
  if (action === 'wait') return true;
  return Object.entries(WRITES).some(([write, form]) => write === `${part} ${action}` && form.safeParse(value).success);
}

function areRuleModes(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([rule, mode]) => readRuleMode(rule, mode) !== undefined)
  );
}

function isZoneRole(value: unknown): boolean {
  const role = ZONE_ROLE.safeParse(value);
  if (!role.success) return false;
  const { arn, account, externalId } = role.data;
  return parseZoneRole(arn, externalId)?.account === account;
}

function named<Name extends string>(what: string, parse: (text: string) => Name | undefined): z.ZodType<Name> {
  return z.custom<Name>((value) => typeof value === 'string' && parse(value) === value, { error: `is not ${what}` });
}
