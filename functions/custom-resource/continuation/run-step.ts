/**
 * The tasks of infra/state-machines/converge.asl.yaml.
 *
 *   look           looks at the edge, does what is ready, says what comes next
 *   answer         sends the answer that the last look came to
 *   answer-crash   answers for a look that died each time it was tried
 *   finish         looks again after a delete was answered
 */
import * as z from 'zod';
import { toProblems } from '../../doors/to-problems.ts';
import { InvalidRequestError } from '../../reconciler/model/errors.ts';
import type { Watch } from '../../reconciler/model/plan.ts';
import type { Answer } from '../answer.ts';
import { type ConvergeWhile, convergeWithin } from '../converge-in-time.ts';
import { crashReasons } from '../crash-reasons.ts';
import { deliverAnswer, maskInvocation } from '../deliver-answer.ts';
import type { Invocation } from '../invocation.ts';
import { type Converged, type ConvergeWork, physicalIdFor, workOf } from '../lifecycle.ts';
import { addressOf } from './address-of.ts';
import {
  answerOfProgress,
  holdBack,
  type Moment,
  nextFinish,
  nextFinishWait,
  nextStep,
  nextWait,
} from './next-step.ts';
import { type Progress, parseWorkItem, type WorkItem } from './work-item.ts';

const STEP = z.object({
  step: z.enum(['look', 'answer', 'answer-crash', 'finish']),
  work: z.unknown(),
  /** Of `answer-crash`: the error that Step Functions caught. */
  crash: z.object({ Error: z.string(), Cause: z.string().optional() }).optional(),
});
type Crash = z.infer<typeof STEP>['crash'];

/** Pauses up to this long are waited out within the task; longer ones cost nothing in the state machine. */
const SHORT_PAUSE_SECONDS = 5;
/** What a task needs beside its look. */
const MARGIN_SECONDS = 3;
/** Asking after AWS is one request; a connection that hangs takes no more than this from the look, nor more than half of its time. */
const LONGEST_WATCH_SECONDS = 30;

export interface StepContext {
  readonly addressKey: string;
  readonly pollSeconds: number | undefined;
  readonly convergeWhile: ConvergeWhile;
  /** One request about what the last look waited for. */
  readonly isStillAtWork: (watch: Watch) => Promise<boolean>;
}

/** Runs one task and gives the progress of the execution. What it throws, the state machine tries again. */
export async function runStep(event: unknown, unmasked: Invocation, context: StepContext): Promise<Progress> {
  const parsed = STEP.safeParse(event);
  if (!parsed.success) throw new InvalidRequestError(toProblems('event', parsed.error));
  const { step, crash } = parsed.data;
  const work = parseWorkItem(parsed.data.work);
  const address = addressOf(work, context.addressKey);
  const invocation = address === undefined ? unmasked : maskInvocation(unmasked, address.responseUrl);
  const deliver = async (answer: Answer) => {
    if (address !== undefined) return deliverAnswer(answer, address, invocation);
    invocation.log.info('nobody waits for an answer', { status: answer.status, physicalId: answer.physicalId });
  };

  switch (step) {
    case 'look':
      return look(work, invocation, context);
    case 'answer':
      await deliver(answerOfProgress(work.progress));
      return { ...work.progress, next: work.progress.isUnfinished ? 'finish' : 'done' };
    case 'answer-crash':
      await deliver({ status: 'FAILED', physicalId: physicalIdFor(work.request), reasons: reasonsOfCrash(crash) });
      return { ...work.progress, next: 'done' };
    case 'finish':
      return finish(work, invocation, context);
  }
}

async function look(item: WorkItem, invocation: Invocation, context: StepContext): Promise<Progress> {
  const { request, deadline, progress } = item;
  try {
    const work = workOf(request);
    if (work.kind === 'answered') return { ...progress, next: 'answer', answer: work.answer };
    const isHeldBack = work.target.kind === 'wanted' || item.sealedUrl === undefined;
    const held = isHeldBack ? holdBack(progress, invocation.clock.now(), deadline) : undefined;
    if (held !== undefined) {
      invocation.log.info('a look of another execution may still write', { seconds: held.seconds });
      return held;
    }
    const moment = (): Moment => ({ now: invocation.clock.now(), deadline, pollSeconds: context.pollSeconds });
    const end = lookEnd(progress, invocation);
    const isWaiting = await isAtWork(progress, end, invocation, context);
    const waiting = isWaiting ? nextWait(progress, moment()) : undefined;
    return waiting ?? nextStep(work, progress, await converge(work, progress, end, invocation, context), moment());
  } catch (error) {
    const reasons = crashReasons(error, invocation.log);
    return { ...progress, next: 'answer', answer: { status: 'FAILED', physicalId: physicalIdFor(request), reasons } };
  }
}

/** When the look of this task has to be over, what is asked before it included. */
function lookEnd({ timeoutSeconds }: Progress, invocation: Invocation): number {
  const longestSeconds = Math.max(1, Math.min(timeoutSeconds, invocation.remainingSeconds()) - MARGIN_SECONDS);
  return invocation.clock.now().getTime() + longestSeconds * 1000;
}

function secondsUntil(end: number, { clock }: Invocation): number {
  return (end - clock.now().getTime()) / 1000;
}

/** While AWS is at work, only that is asked after; a full look costs a dozen requests. Without an answer in time, a full look it is. */
async function isAtWork(
  { watch }: Progress,
  end: number,
  invocation: Invocation,
  { isStillAtWork }: StepContext,
): Promise<boolean> {
  if (watch === undefined) return false;
  const timer = invocation.startTimer(Math.min(LONGEST_WATCH_SECONDS, secondsUntil(end, invocation) / 2));
  try {
    return await Promise.race([isStillAtWork(watch), timer.elapsed.then(() => false)]);
  } finally {
    timer.cancel();
  }
}

async function finish(
  { request, progress }: WorkItem,
  invocation: Invocation,
  context: StepContext,
): Promise<Progress> {
  const work = workOf(request);
  if (work.kind === 'answered') return { ...progress, next: 'done' };
  const end = lookEnd(progress, invocation);
  if (await isAtWork(progress, end, invocation, context)) return nextFinishWait(progress);
  return nextFinish(progress, await converge(work, progress, end, invocation, context));
}

function converge(
  { target }: ConvergeWork,
  { standing }: Progress,
  end: number,
  invocation: Invocation,
  { convergeWhile }: StepContext,
): Promise<Converged> {
  const longestSeconds = Math.max(1, secondsUntil(end, invocation));
  const secondsLeft = () => Math.min(secondsUntil(end, invocation), SHORT_PAUSE_SECONDS + 1);
  return convergeWithin(convergeWhile, target, { before: standing, secondsLeft, longestSeconds }, invocation);
}

function reasonsOfCrash(crash: Crash): readonly string[] {
  const what = crash === undefined ? 'an unknown error' : describeCrash(crash.Error, crash.Cause ?? '');
  return [
    `the work ended without a result each time it was tried: ${what}`,
    'what was made stays, and the next update or retry of this resource continues where this one stopped',
  ];
}

/** A Lambda function's error comes as JSON. */
function describeCrash(error: string, cause: string): string {
  const message = /"errorMessage":"((?:[^"\\]|\\.)*)"/.exec(cause)?.[1] ?? cause;
  return message === '' ? error : `${error}: ${message.slice(0, 500)}`;
}
