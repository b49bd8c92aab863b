/**
 * What an execution does after a look, purely.
 *
 *   the look ended                                      | next
 *   not begun: a stray look may still write             | wait for that as long as the time allows, look
 *   in sync, refused, not checked, failed for good      | answer
 *   released, although not yet deleted (a delete)       | answer, then finish
 *   waiting for AWS, applied                            | wait as long as it asks, look
 *   failed, and may pass                                | wait longer each time, look; in the end answer
 *   without an end, or never                            | the same
 *   nothing to let go of, but a stray look may make it  | wait for that, look
 *   in any of these, but the time is nearly over        | answer
 *
 * Nearly over is what the answer itself needs, and before it one look that is tried three times.
 */
import { InvariantError } from '../../reconciler/model/errors.ts';
import { isRetryable } from '../../reconciler/model/failure.ts';
import type { Outcome } from '../../reconciler/model/outcome.ts';
import { isReleased } from '../../reconciler/released.ts';
import { standingOf } from '../../reconciler/superseded.ts';
import { answerOf, type Converged, type ConvergeWork } from '../lifecycle.ts';
import type { Progress } from './work-item.ts';

/** Kept free for the answer: its attempts, and a few more invocations where one of them dies. */
const ANSWER_SECONDS = 30;
/** A look that takes longer has lost its connection. Below the timeout of the function. */
export const LONGEST_LOOK_SECONDS = 120;
const SHORTEST_LOOK_SECONDS = 8;
/** Tries of one look that dies, and the pauses between them, as converge.asl.yaml retries a task. */
export const LOOK_TRIES = 3;
export const RETRY_PAUSE_SECONDS = 6;
/** A fault that lasts longer than these pauses together is told instead of waited out. */
const FAULT_PAUSES_SECONDS = [15, 30, 60, 120, 240];
/** After the answer nobody waits: a distribution takes its minutes to be disabled. */
const FINISH_PAUSE_SECONDS = 30;
/** All looks of an execution together: its history holds 25,000 events. */
const MOST_LOOKS = 1000;

/** Before the first look. `next` is `answer` when not even one look surely fits in. */
export function firstProgress(now: Date, deadline: Date): Progress {
  const progress = { looks: 0, faults: 0, isUnfinished: false };
  const timeoutSeconds = lookTimeout(now, 0, deadline);
  const isTooLate = timeoutSeconds < SHORTEST_LOOK_SECONDS;
  return {
    ...progress,
    next: isTooLate ? 'answer' : 'look',
    seconds: 0,
    timeoutSeconds: Math.max(SHORTEST_LOOK_SECONDS, timeoutSeconds),
  };
}

export interface Moment {
  readonly now: Date;
  readonly deadline: Date;
  /** Upper bound between two looks; undefined: what the outcome asks for. */
  readonly pollSeconds: number | undefined;
}

/**
 * Before the first look at a wanted edge, while a look of an execution that gave way to this one may still write: what is seen now may not stay, and
 * what is written now may be undone. Letting go that somebody waits for begins at once, and what it writes first stops the other. Undefined when a look has to be had now.
 */
export function holdBack(progress: Progress, now: Date, deadline: Date): Progress | undefined {
  const { strayUntil, looks } = progress;
  if (strayUntil === undefined || looks > 0) return undefined;
  const seconds = Math.floor(Math.min(Math.ceil(secondsBetween(now, strayUntil)), lastPause(now, deadline)));
  if (seconds < 1) return undefined;
  return { ...progress, next: 'look', seconds, timeoutSeconds: lookTimeout(now, seconds, deadline) };
}

export function nextStep(work: ConvergeWork, before: Progress, converged: Converged, moment: Moment): Progress {
  const progress = progressAfter(before, converged);
  const { now, deadline, pollSeconds } = moment;
  const pause = pauseOf(converged, progress.faults) ?? strayPause(converged, progress, now);
  if (pause === undefined) return toAnswer(work, progress, converged);

  const seconds = Math.ceil(Math.min(pause, pollSeconds ?? pause, lastPause(now, deadline)));
  const timeoutSeconds = lookTimeout(now, seconds, deadline);
  // A look at once would see what this one saw, unless this one wrote something.
  const isOver = seconds < Math.min(pause, 1) || timeoutSeconds < SHORTEST_LOOK_SECONDS;
  if (isOver) return toAnswer(work, progress, converged);
  return { ...progress, next: 'look', seconds, timeoutSeconds };
}

/** AWS is still at what the look before waited for: the same pause again, while there is time. Undefined when a look has to be had now. */
export function nextWait(before: Progress, { now, deadline }: Moment): Progress | undefined {
  const timeoutSeconds = lookTimeout(now, before.seconds, deadline);
  if (before.seconds > lastPause(now, deadline) || timeoutSeconds < SHORTEST_LOOK_SECONDS) return undefined;
  return { ...before, looks: before.looks + 1, timeoutSeconds };
}

/** What comes after a look that follows the answer. Whatever stays undone then, the next sweep sees by the tag `deleting`. */
export function nextFinish(before: Progress, converged: Converged): Progress {
  const progress = progressAfter(before, converged);
  const pause =
    converged.kind === 'late' ? faultPause(progress.faults) : pauseOfOutcome(converged.look.outcome, progress.faults);
  const next = pause === undefined || progress.looks >= MOST_LOOKS ? 'done' : 'finish';
  const seconds = Math.max(Math.ceil(pause ?? 0), FINISH_PAUSE_SECONDS);
  return { ...progress, next, seconds, timeoutSeconds: LONGEST_LOOK_SECONDS };
}

/** AWS is still at what the look before waited for. */
export function nextFinishWait(before: Progress): Progress {
  const looks = before.looks + 1;
  return { ...before, looks, next: looks >= MOST_LOOKS ? 'done' : 'finish' };
}

function progressAfter(before: Progress, converged: Converged): Progress {
  const isFault = converged.kind === 'late' || converged.look.outcome.kind === 'failed';
  const look = converged.kind === 'late' ? converged.lastLook : converged.look;
  const { watch: _, standing, ...rest } = before;
  const watch = look?.outcome.kind === 'waiting' ? look.outcome.watch : undefined;
  const seen = look === undefined ? standing : standingOf(look, standing);
  return {
    ...rest,
    looks: before.looks + 1,
    faults: isFault ? before.faults + 1 : 0,
    ...(watch !== undefined && { watch }),
    ...(seen !== undefined && { standing: seen }),
  };
}

/** Seconds that the outcome asks for; undefined when another look brings nothing, or nothing that the answer needs. */
function pauseOf(converged: Converged, faults: number): number | undefined {
  if (converged.kind === 'late') return faultPause(faults);
  if (isReleased(converged.look)) return undefined;
  return pauseOfOutcome(converged.look.outcome, faults);
}

/** A look of the execution that gave way may be about to make what there is nothing of yet. */
function strayPause(converged: Converged, { strayUntil }: Progress, now: Date): number | undefined {
  if (converged.kind === 'late' || strayUntil === undefined || now >= strayUntil) return undefined;
  const { target, outcome } = converged.look;
  return target.kind === 'let-go' && outcome.kind === 'in-sync' ? secondsBetween(now, strayUntil) : undefined;
}

function pauseOfOutcome(outcome: Outcome, faults: number): number | undefined {
  switch (outcome.kind) {
    case 'applied':
      return 0;
    case 'waiting':
      return outcome.retryAfterSeconds;
    case 'failed':
      return isRetryable(outcome.failure) ? faultPause(faults) : undefined;
    default:
      return undefined;
  }
}

function faultPause(faults: number): number | undefined {
  return FAULT_PAUSES_SECONDS[faults - 1];
}

function toAnswer(work: ConvergeWork, progress: Progress, converged: Converged): Progress {
  const answer = answerOf(work, converged);
  const isUnfinished = converged.kind === 'settled' && isReleased(converged.look);
  const seconds = isUnfinished ? FINISH_PAUSE_SECONDS : 0;
  return { ...progress, next: 'answer', seconds, timeoutSeconds: LONGEST_LOOK_SECONDS, answer, isUnfinished };
}

/** So that one more look fits in at the very end. */
function lastPause(now: Date, deadline: Date): number {
  return secondsBetween(now, deadline) - ANSWER_SECONDS - LOOK_TRIES * SHORTEST_LOOK_SECONDS - RETRY_PAUSE_SECONDS;
}

function lookTimeout(now: Date, pause: number, deadline: Date): number {
  const left = secondsBetween(now, deadline) - pause - ANSWER_SECONDS - RETRY_PAUSE_SECONDS;
  return Math.floor(Math.min(LONGEST_LOOK_SECONDS, left / LOOK_TRIES));
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}

/** The answer that an execution has come to. */
export function answerOfProgress({ answer }: Progress) {
  if (answer === undefined) throw new InvariantError('an execution came to its answer without one');
  return answer;
}
