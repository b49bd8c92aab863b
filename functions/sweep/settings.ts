/** What a sweep covers and what it may do, from the environment; an event may narrow it, and never widens it. */
import * as z from 'zod';
import { shownValue } from '../doors/shown-value.ts';
import { toProblems } from '../doors/to-problems.ts';
import { parseRun, type Run } from '../drift-remediator/settings.ts';
import { InvalidRequestError } from '../reconciler/model/errors.ts';
import { parseAccountId } from '../reconciler/model/names.ts';
import { CHANGE_WINDOW_FORM, type ChangeWindow, parseChangeWindow } from './change-window.ts';
import type { AccountScope } from './list-accounts.ts';
import type { MemberRoles } from './member-clients.ts';
import { parseNarrowing } from './narrowing.ts';
import type { HubProduct } from './security-hub-findings.ts';
import type { SweepLimits } from './sweep-plan.ts';

export interface SweepSettings {
  readonly run: Run;
  /** `some`: an event named domains or Regions. */
  readonly edges: 'all' | 'some';
  readonly scope: AccountScope;
  /** Undefined: no role is assumed, which is for a sweep of this account alone. */
  readonly roles: MemberRoles | undefined;
  readonly limits: SweepLimits;
  readonly window: ChangeWindow | undefined;
  /** Accounts that are looked at at the same time. */
  readonly concurrency: number;
  readonly bucket: string;
  readonly topicArn: string | undefined;
  readonly eventBus: string | undefined;
  /** Undefined: findings do not go to Security Hub. */
  readonly securityHub: HubProduct | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Looks at one wave, a minute apart beside their own time: longer than CloudFront ever takes. */
const MOST_ROUNDS = 30;

const VARIABLES = z.object({
  SWEPT_ACCOUNTS: text('this, organization, or account ids separated by commas', parseAccounts, 'this' as const),
  ORGANIZATIONAL_UNITS: text(
    'ids of organizational units or roots, separated by commas',
    (value) => list(value, (id) => (/^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/.test(id) ? id : undefined)),
    [],
  ),
  EXCLUDED_ACCOUNTS: text('account ids separated by commas', (value) => list(value, parseAccountId), []),
  CANARY_ACCOUNTS: text('account ids separated by commas', (value) => list(value, parseAccountId), []),
  READER_ROLE: text('the name of a role', roleName, undefined),
  WRITER_ROLE: text('the name of a role', roleName, undefined),
  EXTERNAL_ID: text('an external id', (value) => (/^[\w+=,.@:/-]{2,1224}$/.test(value) ? value : undefined), undefined),
  ROLE_PARTITION: text('a partition', (value) => (/^aws[a-z-]*$/.test(value) ? value : undefined), 'aws'),
  FIRST_WAVE_SHARE: integer(1, 100, 10),
  MAXIMUM_CHANGED_EDGES: integer(1, 1_000_000, 500),
  MAXIMUM_FAILURES: integer(0, 1_000_000, 3),
  CHANGE_WINDOW: text(CHANGE_WINDOW_FORM, parseChangeWindow, undefined),
  SWEEP_CONCURRENCY: integer(1, 1000, 20),
  REPORT_BUCKET: text(
    'the name of a bucket',
    (value) => (/^[a-z0-9.-]{3,63}$/.test(value) ? value : undefined),
    undefined,
  ),
  TOPIC_ARN: text(
    'the ARN of a topic',
    (value) => (/^arn:[a-z-]+:sns:[^\s]+$/.test(value) ? value : undefined),
    undefined,
  ),
  EVENT_BUS: text(
    'the name or ARN of an event bus',
    (value) => (/^[\w.:/-]{1,256}$/.test(value) ? value : undefined),
    undefined,
  ),
  SECURITY_HUB_PRODUCT: text("the ARN of an account's default product in Security Hub", parseProduct, undefined),
});

/** Throws InvalidRequestError with everything that is wrong in the environment or the event. */
export function parseSweep(environment: Environment, event: unknown): SweepSettings {
  const variables = VARIABLES.safeParse(environment);
  if (!variables.success) throw new InvalidRequestError(toProblems('environment', variables.error));
  const narrowing = parseNarrowing(event);
  const run = parseRun(environment, narrowing.overrides);
  const { REPORT_BUCKET: bucket, READER_ROLE: reader, WRITER_ROLE: writer, ...read } = variables.data;
  const scope = {
    accounts: read.SWEPT_ACCOUNTS,
    organizationalUnits: read.ORGANIZATIONAL_UNITS,
    excludedAccounts: read.EXCLUDED_ACCOUNTS,
    only: narrowing.accounts,
  };
  if (bucket === undefined)
    throw wrong('REPORT_BUCKET', 'is missing; findings are recorded there before anything is changed');
  if (scope.accounts !== 'this' && (reader === undefined || writer === undefined)) {
    throw wrong('READER_ROLE', 'and WRITER_ROLE are missing, and other accounts are looked at through them');
  }
  const roles =
    reader === undefined || writer === undefined
      ? undefined
      : { reader, writer, externalId: read.EXTERNAL_ID, partition: read.ROLE_PARTITION };
  return {
    run,
    edges: narrowing.edges,
    scope,
    roles,
    limits: {
      ...run.limits,
      maximumChangedEdges: read.MAXIMUM_CHANGED_EDGES,
      maximumFailures: read.MAXIMUM_FAILURES,
      maximumRounds: MOST_ROUNDS,
      canaryAccounts: read.CANARY_ACCOUNTS,
      firstWaveShare: read.FIRST_WAVE_SHARE,
    },
    window: read.CHANGE_WINDOW,
    concurrency: read.SWEEP_CONCURRENCY,
    bucket,
    topicArn: read.TOPIC_ARN,
    eventBus: read.EVENT_BUS,
    securityHub: read.SECURITY_HUB_PRODUCT,
  };
}

function wrong(name: string, message: string): InvalidRequestError {
  return new InvalidRequestError([{ path: `environment.${name}`, message }]);
}

/** Blank counts as not set: CloudFormation cannot leave a variable out. */
function text<T, Preset>(wanted: string, parse: (value: string) => T | undefined, preset: Preset) {
  return z
    .string()
    .optional()
    .transform((given = '', context): T | Preset => {
      const value = given.trim();
      if (value === '') return preset;
      const parsed = parse(value);
      if (parsed !== undefined) return parsed;
      context.addIssue({ code: 'custom', message: `is not ${wanted}, got ${shownValue(value)}` });
      return z.NEVER;
    });
}

function integer(least: number, most: number, preset: number) {
  const parse = (value: string) => {
    const number = /^\d{1,7}$/.test(value) ? Number(value) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  };
  return text(`a whole number from ${least} to ${most}`, parse, preset);
}

function list<T>(value: string, parse: (item: string) => T | undefined): readonly T[] | undefined {
  const items = value.split(',').map((item) => parse(item.trim()));
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? [...new Set(known)] : undefined;
}

function parseAccounts(value: string): AccountScope['accounts'] | undefined {
  return value === 'this' || value === 'organization' ? value : list(value, parseAccountId);
}

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-custom-providers.html */
function parseProduct(arn: string): HubProduct | undefined {
  const [, partition, account] =
    /^arn:(aws[a-z-]*):securityhub:[a-z0-9-]+:(\d{12}):product\/\2\/default$/.exec(arn) ?? [];
  return partition === undefined || account === undefined ? undefined : { arn, partition, account };
}

function roleName(value: string): string | undefined {
  return /^[\w+=,.@/-]{1,512}$/.test(value) ? value : undefined;
}
