import { isDeepStrictEqual } from 'node:util';
import { isToBeApplied, observeWithin, planRound, recordReaderFor, unwritten } from './account-plan.ts';
import { summarize } from './account-summary.ts';
import { targetFromTags } from './account-targets.ts';
import { applyPlan } from './apply-plan.ts';
import type { AccountLook, EdgeLook, EdgeTarget, Updated } from './model/look.ts';
import type { DomainName } from './model/names.ts';
import { readyPrefix, type Step } from './model/plan.ts';
import { nameOf } from './observe/edge.ts';
import { type Inventory, observeAgain, unreadParts } from './observe/inventory.ts';
import { type Pause, type PauseLimits, pauseAfter, waitOut } from './pause.ts';
import type { ApprovedPlans } from './plan/approved-plan.ts';
import { planProven, planSettings } from './plan-proven.ts';
import type { LookContext } from './reconcile.ts';

export interface RoundOptions extends PauseLimits {
  /** What a person approved: an edge that asks for anything else is refused. Undefined: the plan of now is all that counts. */
  readonly approved?: ApprovedPlans;
  /** Called for each edge of each round. */
  readonly onLook?: (
    look: EdgeLook,
    progress: { readonly done: number; readonly total: number },
  ) => Promise<void> | void;
  /** Asked before an edge is written to for the first time in this run; what was begun is ended in any case. @default yes */
  readonly mayBegin?: (name: DomainName) => Promise<boolean>;
}

type History = readonly [EdgeLook, ...EdgeLook[]];

/** Rounds over the edges that are not settled: apply what is ready, look at them again, until nothing moves or the time is over. */
export async function applyRounds(
  inventory: Inventory,
  first: readonly EdgeLook[],
  context: LookContext,
  options: RoundOptions,
): Promise<Pick<AccountLook, 'edges' | 'notChecked'>> {
  const histories = new Map<DomainName, History>();
  const notChecked = new Map(unreadParts(inventory).map((part) => [part.what, part]));
  let current: { readonly inventory: Inventory; readonly looks: readonly EdgeLook[] } = { inventory, looks: first };
  for (;;) {
    const looks = await applyRound(current.inventory, current.looks, context, options, histories);
    for (const look of looks) remember(histories, look);

    const unsettled = looks.filter((look) => pauseOf(look, histories) !== undefined);
    const pause = together(unsettled.map((look) => pauseOf(look, histories)));
    if (context.mode === 'detect' || pause === undefined) break;
    if ((await waitOut(pause, context.clients, context.clock, options)) === 'out-of-time') break;
    const names = unsettled.map((look) => nameOf(look.target));
    const again = await observeAgain(context.clients, current.inventory, context.regions, names);
    for (const part of unreadParts(again)) notChecked.set(part.what, part);
    current = { inventory: again, looks: await planRound(again, names, context, looks) };
  }
  return { edges: [...histories.values()].map(summarize), notChecked: [...notChecked.values()] };
}

function remember(histories: Map<DomainName, History>, look: EdgeLook): void {
  const name = nameOf(look.target);
  const earlier = histories.get(name);
  histories.set(name, earlier === undefined ? [look] : [...earlier, look]);
}

/**
 * Applies edge after edge: CloudFront's control API takes few writes at a time. Tags are read again first, the list may lag behind. Edges for which no
 * time is left, or that may not be begun, keep the outcome `drift`.
 */
async function applyRound(
  inventory: Inventory,
  looks: readonly EdgeLook[],
  context: LookContext,
  options: RoundOptions,
  histories: ReadonlyMap<DomainName, History>,
): Promise<readonly EdgeLook[]> {
  const created = new Set<string>();
  const results: EdgeLook[] = [];
  for (const planned of looks) {
    const history = histories.get(nameOf(planned.target));
    const applies =
      context.mode === 'remediate' &&
      isToBeApplied(planned, context) &&
      (results.length === 0 || options.secondsLeft() > 0) &&
      (isBegun(history) || (await mayBegin(planned, options)));
    const updated = updatedIn(history);
    const look = applies
      ? await applyLook(await lookAgain(inventory, planned, context, updated), context, options, created, updated)
      : planned;
    results.push(look);
    await options.onLook?.(look, { done: results.length, total: looks.length });
  }
  return results;
}

/**
 * The look right before writing. The list of tags may lag, and somebody may have asked for something else since: the target is read from the tags as
 * they are now.
 */
async function lookAgain(
  inventory: Inventory,
  planned: EdgeLook,
  context: LookContext,
  updated: Updated | undefined,
): Promise<EdgeLook> {
  const name = nameOf(planned.target);
  const readRecords = recordReaderFor(inventory, [name], context);
  const observe = (target: EdgeTarget) => observeWithin(inventory, readRecords, target, context, 'fresh');
  const observed = await observe(planned.target);
  const { distribution } = observed;
  const target = distribution.kind === 'present' ? targetFromTags(name, distribution.value.tags) : planned.target;
  const seen = isDeepStrictEqual(target, planned.target) ? observed : await observe(target);
  return unwritten(target, await planProven(target, seen, context, updated));
}

function isBegun(history: History | undefined): boolean {
  return history?.some(({ applied }) => applied.length > 0) === true;
}

async function mayBegin({ target }: EdgeLook, options: RoundOptions): Promise<boolean> {
  return options.mayBegin === undefined || options.mayBegin(nameOf(target));
}

function updatedIn(history: History | undefined): Updated | undefined {
  return history?.findLast((look) => look.updated !== undefined)?.updated;
}

/** Policies are shared: what an earlier edge of this round created is not created again. */
async function applyLook(
  look: EdgeLook,
  context: LookContext,
  { approved }: RoundOptions,
  created: Set<string>,
  updated: Updated | undefined,
): Promise<EdgeLook> {
  if (readyPrefix(look.plan.steps).length === 0) return look;
  const isCreated = (step: Step) => isNewPolicy(step) && created.has(step.target);
  const applied = await applyPlan(
    { ...context, ...(approved && { approved }) },
    look.target,
    look.observed,
    look.plan,
    planSettings(context, updated),
    isCreated,
  );
  for (const step of applied.applied.filter(isNewPolicy)) created.add(step.target);
  return applied;
}

function isNewPolicy(step: Step): boolean {
  return step.part === 'header-policies' && step.action === 'create';
}

function pauseOf(look: EdgeLook, histories: ReadonlyMap<DomainName, History>): Pause | undefined {
  const history = histories.get(nameOf(look.target)) ?? [];
  const lastGood = history.findLastIndex((earlier) => earlier.outcome.kind !== 'failed');
  return pauseAfter(look.outcome, history.length - 1 - lastGood);
}

/** One pause for all: the shortest, over as soon as AWS is done with any of them. */
function together(pauses: readonly (Pause | undefined)[]): Pause | undefined {
  const asked = pauses.filter((pause) => pause !== undefined);
  if (asked.length === 0) return undefined;
  const seconds = Math.min(...asked.map((pause) => pause.seconds));
  const unwatched = asked.some((pause) => pause.watches.length === 0);
  return { seconds, watches: unwatched ? [] : asked.flatMap((pause) => pause.watches) };
}
