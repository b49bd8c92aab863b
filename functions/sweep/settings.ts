/** What a sweep covers and what it may do, from the environment; an event may narrow it, and never widens it. */
import * as z from 'zod';
import { BUCKET_NAME_FORM, parseBucketName } from '../doors/bucket-name.ts';
import { type Environment, integer, matching, parseList, readEnvironment, variable } from '../doors/variable.ts';
import { EXTERNAL_ID_VARIABLE } from '../doors/zone-roles.ts';
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
  /** Of the ARNs of other accounts' roles and distributions. */
  readonly partition: string;
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

const roleName = matching(/^[\w+=,.@/-]{1,512}$/);
/** Looks at one wave, a minute apart beside their own time: longer than CloudFront ever takes. */
const MOST_ROUNDS = 30;

const VARIABLES = z.object({
  SWEPT_ACCOUNTS: variable('this, organization, or account ids separated by commas', parseAccounts, 'this' as const),
  ORGANIZATIONAL_UNITS: variable(
    'ids of organizational units or roots, separated by commas',
    (value) => parseList(value, matching(/^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/)),
    [],
  ),
  EXCLUDED_ACCOUNTS: variable('account ids separated by commas', (value) => parseList(value, parseAccountId), []),
  CANARY_ACCOUNTS: variable('account ids separated by commas', (value) => parseList(value, parseAccountId), []),
  READER_ROLE: variable('the name of a role', roleName, undefined),
  WRITER_ROLE: variable('the name of a role', roleName, undefined),
  EXTERNAL_ID: EXTERNAL_ID_VARIABLE,
  ROLE_PARTITION: variable('a partition', matching(/^aws[a-z-]*$/), 'aws'),
  FIRST_WAVE_SHARE: integer(1, 100, 10),
  MAXIMUM_CHANGED_EDGES: integer(1, 1_000_000, 500),
  MAXIMUM_FAILURES: integer(0, 1_000_000, 3),
  CHANGE_WINDOW: variable(CHANGE_WINDOW_FORM, parseChangeWindow, undefined),
  SWEEP_CONCURRENCY: integer(1, 1000, 20),
  REPORT_BUCKET: variable(BUCKET_NAME_FORM, parseBucketName, undefined),
  TOPIC_ARN: variable('the ARN of a topic', matching(/^arn:[a-z-]+:sns:[^\s]+$/), undefined),
  EVENT_BUS: variable('the name or ARN of an event bus', matching(/^[\w.:/-]{1,256}$/), undefined),
  SECURITY_HUB_PRODUCT: variable("the ARN of an account's default product in Security Hub", parseProduct, undefined),
});

/** Throws InvalidRequestError with everything that is wrong in the environment or the event. */
export function parseSweep(environment: Environment, event: unknown): SweepSettings {
  const variables = readEnvironment(VARIABLES, environment);
  const narrowing = parseNarrowing(event);
  const run = parseRun(environment, narrowing.overrides);
  const { REPORT_BUCKET: bucket, READER_ROLE: reader, WRITER_ROLE: writer, ...read } = variables;
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
    partition: read.ROLE_PARTITION,
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
    concurrency: Math.min(read.SWEEP_CONCURRENCY, mostAccounts(scope)),
    bucket,
    topicArn: read.TOPIC_ARN,
    eventBus: read.EVENT_BUS,
    securityHub: read.SECURITY_HUB_PRODUCT,
  };
}

/** As far as the settings tell: those of an organization are counted later. */
function mostAccounts({ accounts, only }: Pick<AccountScope, 'accounts' | 'only'>): number {
  if (only !== undefined) return Math.max(1, only.length);
  if (accounts === 'organization') return Number.POSITIVE_INFINITY;
  return accounts === 'this' ? 1 : accounts.length;
}

function wrong(name: string, message: string): InvalidRequestError {
  return new InvalidRequestError([{ path: `environment.${name}`, message }]);
}

function parseAccounts(value: string): AccountScope['accounts'] | undefined {
  return value === 'this' || value === 'organization' ? value : parseList(value, parseAccountId);
}

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-custom-providers.html */
function parseProduct(arn: string): HubProduct | undefined {
  const [, partition, account] =
    /^arn:(aws[a-z-]*):securityhub:[a-z0-9-]+:(\d{12}):product\/\2\/default$/.exec(arn) ?? [];
  return partition === undefined || account === undefined ? undefined : { arn, partition, account };
}
