/**
 * A whole account: one inventory, every edge in it planned, the fleet judged, and only then anything applied. The parts are those of a look at
 * one edge; what differs is that lists are read once for all. Edges that are not settled are looked at again in rounds, by name.
 */
import { isDeepStrictEqual } from 'node:util';
import pLimit from 'p-limit';
import { applyPlan } from './apply-plan.ts';
import { cleanUpPolicies } from './clean-up.ts';
import { defaultEdge, ON_DELETES } from './model/edge.ts';
import type { AccountLook, EdgeLook, EdgeTarget } from './model/look.ts';
import type { DomainName } from './model/names.ts';
import type { Refusal, Step, Tags, Verdict } from './model/plan.ts';
import { readyPrefix } from './model/plan.ts';
import { desiredFromTags, ownerFromTag, TAG, taggedDomain } from './model/tags.ts';
import { createRecordReader, type RecordReader } from './observe/alias-records.ts';
import { findApiDomains } from './observe/api-domains.ts';
import { findDistribution, nameOf, observeEdge } from './observe/edge.ts';
import { type Inventory, observeAccountId, observeAgain, observeInventory, unreadParts } from './observe/inventory.ts';
import { outcomeWithoutWrites } from './outcome-of.ts';
import { type Pause, type PauseLimits, pauseAfter, waitOut } from './pause.ts';
import { type FleetLimits, guardFleet } from './plan/guard.ts';
import { isDueHstsStep } from './plan/hsts-stage.ts';
import { planEdge } from './plan/plan.ts';
import type { LookContext } from './reconcile.ts';

export interface AccountOptions extends PauseLimits {
  /** Which domains: everything found, or these. */
  readonly names: 'all' | readonly DomainName[];
  /** How much of the fleet may change; `unlimited` where a person approved the plan. */
  readonly limits: FleetLimits | 'unlimited';
  /** Called for each edge of each round. */
  readonly onLook?: (look: EdgeLook, progress: { readonly done: number; readonly total: number }) => void;
}

/** Requests in flight for the records of single names. Route 53 takes 10 a second from an account; this leaves room for others. */
const RECORD_CONCURRENCY = 4;

/** Looks at an account until every edge is settled or the time is over. Throws UnreachableAccountError when AWS does not say whose it is. */
export async function lookAtAccount(context: LookContext, options: AccountOptions): Promise<AccountLook> {
  const accountId = await observeAccountId(context.clients);
  const inventory = await observeInventory(context.clients, context.regions, options.names);
  const first = await planRound(inventory, options.names, context);
  const refusal = context.mode === 'remediate' ? judgeFleet(first, context, options) : undefined;
  const { edges, notChecked } =
    refusal === undefined
      ? await applyRounds(inventory, first, context, options)
      : { edges: first.map((look) => stoppedBy(refusal, look)), notChecked: unreadParts(inventory) };
  const cleanedUp =
    options.names === 'all' && refusal === undefined ? await cleanUpPolicies(inventory, edges, context) : [];
  return {
    accountId,
    regions: context.regions,
    edges,
    cleanedUp,
    notChecked,
    refusal,
    calls: context.clients.calls.snapshot(),
  };
}

async function planRound(
  inventory: Inventory,
  names: AccountOptions['names'],
  context: LookContext,
  before: readonly EdgeLook[] = [],
): Promise<readonly EdgeLook[]> {
  const targets = findTargets(inventory, names).map((target) => lettingGoStill(target, inventory, before));
  const zones = inventory.publicZones.kind === 'present' ? inventory.publicZones.value : [];
  const readRecords = createRecordReader(context.clients, zones, targets.map(nameOf));
  const limit = pLimit(RECORD_CONCURRENCY);
  return Promise.all(
    targets.map((target) => limit(() => planTarget(inventory, readRecords, target, context, 'listed'))),
  );
}

async function planTarget(
  inventory: Inventory,
  readRecords: RecordReader,
  target: EdgeTarget,
  context: LookContext,
  tags: 'listed' | 'fresh',
): Promise<EdgeLook> {
  const observed = await observeEdge(context.clients, inventory, readRecords, target, {
    now: context.clock.now().toISOString(),
    tags,
  });
  const plan = planEdge(target, observed, context);
  return { target, observed, plan, outcome: outcomeWithoutWrites(plan, observed), applied: [] };
}

/** Every custom domain found, and every edge that a distribution is tagged for although its domain may be gone. Sorted, so that runs compare. */
function findTargets(inventory: Inventory, names: AccountOptions['names']): readonly EdgeTarget[] {
  const domains = [...inventory.apiDomains.values()].flatMap((observed) =>
    observed.kind === 'present' ? observed.value : [],
  );
  const distributions = inventory.distributions.kind === 'present' ? inventory.distributions.value : [];
  const tagged = distributions
    .map((distribution) => taggedDomain(distribution.tags))
    .filter((name) => name !== undefined);
  const found = names === 'all' ? [...domains.map((domain) => domain.domainName), ...tagged] : names;
  return [...new Set(found)].sort().map((name) => targetFor(inventory, name));
}

function targetFor(inventory: Inventory, name: DomainName): EdgeTarget {
  const distribution = findDistribution(inventory.distributions, name, findApiDomains(inventory.apiDomains, name));
  return targetFromTags(name, distribution.kind === 'present' ? distribution.value.tags : {});
}

/** An edge that this run let go is not begun anew by the same run, once its distribution and with it the tags are gone. */
function lettingGoStill(target: EdgeTarget, inventory: Inventory, before: readonly EdgeLook[]): EdgeTarget {
  const name = nameOf(target);
  const last = before.find((look) => nameOf(look.target) === name)?.target;
  const distribution = findDistribution(inventory.distributions, name, findApiDomains(inventory.apiDomains, name));
  return last?.kind === 'let-go' && distribution.kind !== 'present' ? last : target;
}

/** What is wanted of a domain is what its distribution's tags say; a domain that nobody said anything about gets the default edge. */
function targetFromTags(name: DomainName, tags: Tags): EdgeTarget {
  const owner = ownerFromTag(tags[TAG.owner]) ?? { kind: 'remediator' };
  if (tags[TAG.deleting] !== undefined) {
    const onDelete = ON_DELETES.find((value) => value === tags[TAG.onDelete]) ?? 'restore';
    return { kind: 'let-go', domainName: name, owner, onDelete };
  }
  const edge = tags[TAG.owner] === undefined ? defaultEdge(name, owner) : desiredFromTags(name, tags, owner);
  return { kind: 'wanted', edge, from: 'tags' };
}

/** The fleet is judged once, on what the whole run would change. */
function judgeFleet(looks: readonly EdgeLook[], context: LookContext, { limits }: AccountOptions): Refusal | undefined {
  if (limits === 'unlimited') return undefined;
  return guardFleet(
    looks.length,
    looks.filter((look) => isToBeApplied(look, context) && !isDueHstsStep(look.plan)).length,
    limits,
  );
}

function isToBeApplied(look: EdgeLook, { newEdges }: LookContext): boolean {
  const begun = look.observed.distribution.kind === 'present' || look.target.kind === 'let-go';
  return readyPrefix(look.plan.steps).length > 0 && (begun || newEdges === 'create');
}

function stoppedBy(refusal: Refusal, look: EdgeLook): EdgeLook {
  return look.outcome.kind === 'drift' ? { ...look, outcome: { kind: 'refused', refusals: [refusal] } } : look;
}

/** Rounds over the edges that are not settled: apply what is ready, look at them again, until nothing moves or the time is over. */
async function applyRounds(
  inventory: Inventory,
  first: readonly EdgeLook[],
  context: LookContext,
  options: AccountOptions,
): Promise<Pick<AccountLook, 'edges' | 'notChecked'>> {
  const histories = new Map<DomainName, readonly EdgeLook[]>();
  const notChecked = new Map(unreadParts(inventory).map((part) => [part.what, part]));
  let current: { readonly inventory: Inventory; readonly looks: readonly EdgeLook[] } = { inventory, looks: first };
  for (;;) {
    const looks = await applyRound(current.inventory, current.looks, context, options);
    for (const look of looks) histories.set(nameOf(look.target), [...(histories.get(nameOf(look.target)) ?? []), look]);

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

/**
 * Applies edge after edge: CloudFront's control API takes few writes at a time. Tags are read again first, the list may lag behind. Edges for which no
 * time is left keep the outcome `drift`.
 */
async function applyRound(
  inventory: Inventory,
  looks: readonly EdgeLook[],
  context: LookContext,
  options: AccountOptions,
): Promise<readonly EdgeLook[]> {
  const created = new Set<string>();
  const results: EdgeLook[] = [];
  for (const planned of looks) {
    const applies =
      context.mode === 'remediate' &&
      isToBeApplied(planned, context) &&
      (results.length === 0 || options.secondsLeft() > 0);
    const look = applies ? await applyLook(await lookAgain(inventory, planned, context), context, created) : planned;
    results.push(look);
    options.onLook?.(look, { done: results.length, total: looks.length });
  }
  return results;
}

/**
 * The look right before writing. The list of tags may lag, and somebody may have asked for something else since: the target is read from the tags as
 * they are now.
 */
async function lookAgain(inventory: Inventory, planned: EdgeLook, context: LookContext): Promise<EdgeLook> {
  const zones = inventory.publicZones.kind === 'present' ? inventory.publicZones.value : [];
  const readRecords = createRecordReader(context.clients, zones, [nameOf(planned.target)]);
  const fresh = await planTarget(inventory, readRecords, planned.target, context, 'fresh');
  const { distribution } = fresh.observed;
  if (distribution.kind !== 'present') return fresh;
  const target = targetFromTags(nameOf(planned.target), distribution.value.tags);
  return isDeepStrictEqual(target, planned.target)
    ? fresh
    : planTarget(inventory, readRecords, target, context, 'fresh');
}

/** Policies are shared: what an earlier edge of this round created is not created again. */
async function applyLook(look: EdgeLook, context: LookContext, created: Set<string>): Promise<EdgeLook> {
  if (readyPrefix(look.plan.steps).length === 0) return look;
  const isCreated = (step: Step) => isNewPolicy(step) && created.has(step.target);
  const applied = await applyPlan(context, look.target, look.observed, look.plan, context, isCreated);
  for (const step of applied.applied.filter(isNewPolicy)) created.add(step.target);
  return applied;
}

function isNewPolicy(step: Step): boolean {
  return step.part === 'header-policies' && step.action === 'create';
}

function pauseOf(look: EdgeLook, histories: ReadonlyMap<DomainName, readonly EdgeLook[]>): Pause | undefined {
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

/** One row per edge: where it ended, everything that was applied on the way, and what had drifted and now passes as `fixed`. */
function summarize(history: readonly EdgeLook[]): EdgeLook {
  const first = history[0] as EdgeLook;
  const last = history.at(-1) as EdgeLook;
  const applied = history.flatMap((look) => look.applied);
  return { ...last, applied, plan: { ...last.plan, verdicts: withFixed(first.plan.verdicts, last) } };
}

/** What had drifted counts as fixed when the last look judged that very place and passed it, or found nothing left to do at all. */
function withFixed(first: readonly Verdict[], last: EdgeLook): readonly Verdict[] {
  const now = last.plan.verdicts;
  const same = (a: Verdict, b: Verdict) => a.rule === b.rule && a.subject === b.subject;
  const passes = (verdict: Verdict) => {
    const here = now.find((one) => same(one, verdict));
    return here === undefined ? last.outcome.kind === 'in-sync' : here.verdict === 'pass';
  };
  const fixed = first
    .filter((verdict) => verdict.verdict === 'drift' && passes(verdict))
    .map((verdict): Verdict => ({ ...verdict, verdict: 'fixed' }));
  return [...fixed, ...now.filter((one) => !fixed.some((verdict) => same(one, verdict)))];
}
