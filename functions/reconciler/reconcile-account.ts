/**
 * A whole account: one inventory, every edge in it planned, the fleet judged, and only then anything applied. The parts are those of a look at
 * one edge; what differs is that lists are read once for all. Edges that are not settled are looked at again in rounds, by name.
 */
import pLimit from 'p-limit';
import { applySteps } from './apply/apply.ts';
import { defaultEdge, ON_DELETES } from './model/edge.ts';
import type { AccountLook, EdgeLook, EdgeTarget } from './model/look.ts';
import type { DomainName } from './model/names.ts';
import type { Refusal, Step, Verdict } from './model/plan.ts';
import { readyPrefix } from './model/plan.ts';
import { desiredFromTags, ownerFromTag, TAG, taggedDomain } from './model/tags.ts';
import { createRecordReader, type RecordReader } from './observe/alias-records.ts';
import { findApiDomains } from './observe/api-domains.ts';
import { findDistribution, nameOf, observeEdge } from './observe/edge.ts';
import { type Inventory, observeAccountId, observeInventory, unreadParts } from './observe/inventory.ts';
import { outcomeOfWrites, outcomeWithoutWrites } from './outcome-of.ts';
import { type FleetLimits, guardFleet } from './plan/guard.ts';
import { planEdge } from './plan/plan.ts';
import { type LookContext, pauseBeforeNextLook } from './reconcile.ts';

export interface AccountOptions {
  /** Which domains: everything found, or these. */
  readonly names: 'all' | readonly DomainName[];
  /** How much of the fleet may change; `unlimited` where a person approved the plan. */
  readonly limits: FleetLimits | 'unlimited';
  /** Time left for looking again at what is not settled; 0 makes a single round. */
  readonly secondsLeft: () => number;
  /** Upper bound of the time between rounds. @default what AWS needs */
  readonly pollSeconds?: number;
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
  const edges =
    refusal === undefined
      ? await applyRounds(inventory, first, context, options)
      : first.map((look) => stoppedBy(refusal, look));
  return {
    accountId,
    regions: context.regions,
    edges,
    notChecked: unreadParts(inventory),
    refusal,
    calls: context.clients.calls.snapshot(),
  };
}

async function planRound(
  inventory: Inventory,
  names: AccountOptions['names'],
  context: LookContext,
): Promise<readonly EdgeLook[]> {
  const targets = findTargets(inventory, names);
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

/** What is wanted of a domain is what its distribution's tags say; a domain that nobody said anything about gets the default edge. */
function targetFor(inventory: Inventory, name: DomainName): EdgeTarget {
  const distribution = findDistribution(inventory.distributions, name, findApiDomains(inventory.apiDomains, name));
  const tags = distribution.kind === 'present' ? distribution.value.tags : {};
  const owner = ownerFromTag(tags[TAG.owner]) ?? { kind: 'remediator' };
  if (tags[TAG.deleting] !== undefined) {
    const onDelete = ON_DELETES.find((value) => value === tags[TAG.onDelete]) ?? 'restore';
    return { kind: 'let-go', domainName: name, owner, onDelete };
  }
  return {
    kind: 'wanted',
    edge: tags[TAG.owner] === undefined ? defaultEdge(name, owner) : desiredFromTags(name, tags, owner),
  };
}

/** The fleet is judged once, on what the whole run would change. */
function judgeFleet(looks: readonly EdgeLook[], context: LookContext, { limits }: AccountOptions): Refusal | undefined {
  if (limits === 'unlimited') return undefined;
  return guardFleet(looks.length, looks.filter((look) => isToBeApplied(look, context)).length, limits);
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
): Promise<readonly EdgeLook[]> {
  const histories = new Map<DomainName, readonly EdgeLook[]>();
  let current: { readonly inventory: Inventory; readonly looks: readonly EdgeLook[] } = { inventory, looks: first };
  for (;;) {
    const looks =
      context.mode === 'remediate' ? await applyRound(current.inventory, current.looks, context) : current.looks;
    for (const look of looks) histories.set(nameOf(look.target), [...(histories.get(nameOf(look.target)) ?? []), look]);
    for (const [index, look] of looks.entries()) options.onLook?.(look, { done: index + 1, total: looks.length });

    const unsettled = looks.filter((look) => pauseOf(look, histories) !== undefined);
    const pause = Math.min(...unsettled.map((look) => pauseOf(look, histories) ?? 0));
    const seconds = Math.min(pause, options.pollSeconds ?? pause);
    if (context.mode === 'detect' || unsettled.length === 0 || options.secondsLeft() <= seconds) break;
    await context.clock.sleep(seconds);
    const names = unsettled.map((look) => nameOf(look.target));
    const again = await observeInventory(context.clients, context.regions, names);
    current = { inventory: again, looks: await planRound(again, names, context) };
  }
  return [...histories.values()].map(summarize);
}

/** Applies edge after edge: CloudFront's control API takes few writes at a time. Tags are read again first, the list may lag behind. */
async function applyRound(
  inventory: Inventory,
  looks: readonly EdgeLook[],
  context: LookContext,
): Promise<readonly EdgeLook[]> {
  const zones = inventory.publicZones.kind === 'present' ? inventory.publicZones.value : [];
  const created = new Set<string>();
  const results: EdgeLook[] = [];
  for (const planned of looks) {
    if (!isToBeApplied(planned, context)) {
      results.push(planned);
      continue;
    }
    const readRecords = createRecordReader(context.clients, zones, [nameOf(planned.target)]);
    const look = await planTarget(inventory, readRecords, planned.target, context, 'fresh');
    results.push(await applyLook(look, context, created));
  }
  return results;
}

/** Policies are shared: what an earlier edge of this round created is not created again. */
async function applyLook(look: EdgeLook, { clients }: LookContext, created: Set<string>): Promise<EdgeLook> {
  const ready = readyPrefix(look.plan.steps);
  if (ready.length === 0) return look;
  const writes = await applySteps(
    clients,
    ready.filter((step) => !isNewPolicy(step) || !created.has(step.target)),
  );
  for (const step of writes.applied.filter(isNewPolicy)) created.add(step.target);
  return { ...look, outcome: outcomeOfWrites(look.plan, writes), applied: writes.applied };
}

function isNewPolicy(step: Step): boolean {
  return step.part === 'header-policies' && step.action === 'create';
}

function pauseOf(look: EdgeLook, histories: ReadonlyMap<DomainName, readonly EdgeLook[]>): number | undefined {
  const history = histories.get(nameOf(look.target)) ?? [];
  const lastGood = history.findLastIndex((earlier) => earlier.outcome.kind !== 'failed');
  return pauseBeforeNextLook(look.outcome, history.length - 1 - lastGood);
}

/** One row per edge: where it ended, everything that was applied on the way, and what had drifted and now passes as `fixed`. */
function summarize(history: readonly EdgeLook[]): EdgeLook {
  const first = history[0] as EdgeLook;
  const last = history.at(-1) as EdgeLook;
  const applied = history.flatMap((look) => look.applied);
  return { ...last, applied, plan: { ...last.plan, verdicts: withFixed(first.plan.verdicts, last.plan.verdicts) } };
}

function withFixed(first: readonly Verdict[], last: readonly Verdict[]): readonly Verdict[] {
  const same = (a: Verdict, b: Verdict) => a.rule === b.rule && a.subject === b.subject;
  const fixed = first
    .filter((verdict) => verdict.verdict === 'drift')
    .filter((verdict) => !last.some((now) => same(now, verdict) && now.verdict !== 'pass'))
    .map((verdict): Verdict => ({ ...verdict, verdict: 'fixed' }));
  return [...fixed, ...last.filter((now) => !fixed.some((verdict) => same(now, verdict)))];
}
