/**
 * Hands the work of a request on to an execution, which lives longer than an invocation.
 *
 *   found for the same resource               | done
 *   nothing                                   | start
 *   an execution of an older request runs     | stop it, start: CloudFormation does not wait for it any more
 *   an execution of a newer request           | start nothing: this delivery came late
 *   an execution of this very request         | start nothing: this delivery is a duplicate
 *   one that was stopped a moment ago         | start, and hold back until its last look cannot write any more
 *   a delete of a domain that it had before   | let it go on, and start
 */

import type { Called } from '../../reconciler/aws/call.ts';
import type { Clock } from '../../reconciler/model/clock.ts';
import { describeFailure, type Failure, isRetryable } from '../../reconciler/model/failure.ts';
import type { Log } from '../invocation.ts';
import { abandonedBy, type ConvergeWork } from '../lifecycle.ts';
import { partingProperties } from '../properties.ts';
import type { AnswerAddress, CustomResourceRequest } from '../request.ts';
import { isSameMatter, type RequestName, requestNameOf, toExecutionName } from './execution-name.ts';
import type { Execution, Executions } from './executions.ts';
import { firstProgress, LONGEST_LOOK_SECONDS } from './next-step.ts';
import { sealUrl } from './sealed-url.ts';
import { sentAtOf } from './sent-at.ts';
import type { WorkItem } from './work-item.ts';

/** How long CloudFormation waits where the template does not say. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html */
export const SERVICE_TIMEOUT_SECONDS = 3600;
/** An execution that began earlier has come to its end: its answer, and the deleting after it. */
const LONGEST_LIFE_SECONDS = 3 * SERVICE_TIMEOUT_SECONDS;
/** Error of an execution that gave way to a newer request; nobody waits for its answer. */
export const SUPERSEDED = 'Superseded';

export type Begun =
  | { readonly kind: 'begun' }
  /** Nothing was begun; another try may do it. */
  | { readonly kind: 'not-yet'; readonly because: string }
  /** Nothing was begun, and no other try would. */
  | { readonly kind: 'never'; readonly reasons: readonly string[] };

export type Begin = (request: CustomResourceRequest, work: ConvergeWork, address: AnswerAddress) => Promise<Begun>;

export interface BeginContext {
  readonly executions: Executions;
  readonly addressKey: string;
  readonly clock: Clock;
  readonly log: Log;
}

export function createBegin({ executions, addressKey, clock, log }: BeginContext): Begin {
  return async (request, work, address) => {
    const sentAt = sentAtOf(address.responseUrl);
    const since = notInFuture(sentAt, clock.now());
    const deadline = deadlineOf(since ?? clock.now(), work);
    const first = firstProgress(clock.now(), deadline);
    // A delete is tried even so: often nothing is left to do, and a stack that cannot be deleted is worse than a late answer.
    const isTried = first.next === 'look' || (request.kind === 'delete' && clock.now() < deadline);
    if (!isTried) return { kind: 'never', reasons: lateReasons(deadline, clock.now()) };

    const name = requestNameOf(request, work.target, sentAt);
    const found = await executions.ofResource(name.resource, since, secondsAfter(clock.now(), -LONGEST_LIFE_SECONDS));
    if (found.kind === 'failed') return notBegun(found.failure);
    const others = found.value.filter((other) => isSameMatter(other.name, name));
    if (others.some((other) => isNewer(other.name, name))) return { kind: 'never', reasons: SUPERSEDED_REASONS };
    if (others.some((other) => isSameWork(other.name, name))) {
      log.info('this request has its execution already', { execution: toExecutionName(name) });
      return { kind: 'begun' };
    }
    const stopped = await stopOlder(others, name, executions, log);
    if (stopped.kind === 'failed') return notBegun(stopped.failure);

    const strayUntil = strayUntilOf(others, stopped.value > 0, clock.now());
    const progress = strayUntil === undefined ? first : { ...first, strayUntil };
    const own: WorkItem = {
      request: withoutUnread(request),
      sealedUrl: sealUrl(address.responseUrl, addressKey),
      deadline,
      progress,
    };
    // What nobody else will ever ask for goes first: with the other execution, this request would count as taken.
    const abandoned = abandonedItems(own, sentAt, clock.now());
    const failure = await startEach([...abandoned, [name, own]], executions, log);
    return failure === undefined ? { kind: 'begun' } : notBegun(failure);
  };
}

type Item = readonly [RequestName, WorkItem];

async function startEach(items: readonly Item[], executions: Executions, log: Log): Promise<Failure | undefined> {
  for (const [name, item] of items) {
    const started = await executions.start(toExecutionName(name), JSON.stringify(item));
    if (started.kind === 'failed') return started.failure;
    log.info(started.value === 'started' ? 'started an execution' : 'this request has its execution already', {
      execution: toExecutionName(name),
      deadline: item.deadline.toISOString(),
    });
  }
  return undefined;
}

/**
 * The work that nobody waits for: letting go of a domain that this request's resource never came to. It begins once the first look of this request, and of
 * those that the same rollback sends for other resources, may be over: where two resources were to swap their domains, each takes its edge back first.
 */
function abandonedItems(own: WorkItem, sentAt: Date | undefined, now: Date): readonly Item[] {
  const abandoned = abandonedBy(own.request);
  if (abandoned === undefined) return [];
  const { request, work } = abandoned;
  const { sealedUrl: _, ...unanswered } = own;
  const strayUntil = secondsAfter(own.progress.strayUntil ?? now, LONGEST_LOOK_SECONDS);
  const item = { ...unanswered, request: withoutUnread(request), progress: { ...own.progress, strayUntil } };
  return [[requestNameOf(request, work.target, sentAt), item]];
}

const SUPERSEDED_REASONS = [
  'a newer request for this resource was received before this one; nothing was changed for this one',
];

/** Arrival decides where CloudFormation's own time cannot be read. */
function isNewer(other: RequestName, own: RequestName): boolean {
  return own.sentAt > 0 && other.sentAt > own.sentAt && other.request !== own.request;
}

/** Two deliveries of one request; the request of an abandoned domain differs in its domain. */
function isSameWork(one: RequestName, other: RequestName): boolean {
  return one.request === other.request && one.wish === other.wish && one.domain === other.domain;
}

/** When no look of an execution that was stopped can write any more; undefined when none can now. */
function strayUntilOf(others: readonly Execution[], hasStopped: boolean, now: Date): Date | undefined {
  const stops = others.flatMap(({ stoppedAt }) => stoppedAt ?? []);
  const ends = [...stops, ...(hasStopped ? [now] : [])].map((at) => secondsAfter(at, LONGEST_LOOK_SECONDS).getTime());
  const last = Math.max(...ends);
  return last > now.getTime() ? new Date(last) : undefined;
}

/** An execution takes 262,144 bytes: properties that nobody wants any more are left out as far as nobody reads them. */
function withoutUnread(request: CustomResourceRequest): CustomResourceRequest {
  switch (request.kind) {
    case 'create':
      return request;
    case 'update':
      return { ...request, oldProperties: partingProperties(request.oldProperties) };
    case 'delete':
      return { ...request, properties: partingProperties(request.properties) };
  }
}

/**
 * What still runs for another request is older: a newer one has ended this before. Tells how many were stopped. StopExecution does not stop a Lambda
 * function: a look that is at work goes on, and may write for LONGEST_LOOK_SECONDS more.
 */
async function stopOlder(
  others: readonly Execution[],
  own: RequestName,
  executions: Executions,
  log: Log,
): Promise<Called<number>> {
  const older = others.filter(({ name, isRunning }) => isRunning && name.request !== own.request);
  for (const { arn, name } of older) {
    const stopped = await executions.stop(arn, SUPERSEDED, `request ${toExecutionName(own)} is newer`);
    if (stopped.kind === 'failed') return stopped;
    log.info('stopped the execution of an older request', { execution: toExecutionName(name) });
  }
  return { kind: 'answered', value: older.length };
}

function notBegun(failure: Failure): Begun {
  const because = describeFailure(failure);
  if (isRetryable(failure)) return { kind: 'not-yet', because };
  return {
    kind: 'never',
    reasons: [
      `nothing was changed, because the work could not be handed on to Step Functions: ${because}`,
      'let the function CustomResourceFunction list, stop and start executions of the state machine that its STATE_MACHINE_ARN names, then retry',
    ],
  };
}

function deadlineOf(from: Date, { serviceTimeoutSeconds = SERVICE_TIMEOUT_SECONDS }: ConvergeWork): Date {
  return secondsAfter(from, serviceTimeoutSeconds);
}

function secondsAfter(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000);
}

/** Clocks differ by seconds; a request from the future would outlive its own deadline. */
function notInFuture(sentAt: Date | undefined, now: Date): Date | undefined {
  return sentAt !== undefined && sentAt > now ? now : sentAt;
}

function lateReasons(deadline: Date, now: Date): readonly string[] {
  return [
    `nothing was changed, because CloudFormation waits until ${deadline.toISOString()} and it is ${now.toISOString()}: too little time to do anything and to answer`,
    'give the resource a ServiceTimeout of at least 900 seconds, or leave it out for an hour, then retry',
  ];
}
