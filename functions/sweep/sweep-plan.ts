/**
 * What a sweep does next, purely: whether the fleet may be changed at all, in which waves, and whether the next wave may begin.
 *
 *   canary accounts → 10 % of the rest → the rest
 *
 * A wave begins when the one before is over: nothing waits in it, no more edges failed than are allowed, and no proof failed. The same stops a wave that
 * is under way (wave-stop.ts). Everything that a wave does not do is done by the next sweep.
 */
import type { Mode } from '../reconciler/model/look.ts';
import { type FleetLimits, guardFleet } from '../reconciler/plan/guard.ts';

/** What planning an account came to, in a few numbers. */
export interface AccountPlan {
  readonly account: string;
  /** Of which the guard takes its share: those that are left alone are not among them. */
  readonly edges: number;
  /** Domains whose plan writes something. */
  readonly changing: readonly string[];
  /** How many of these nobody expected: a due step of an HSTS ramp was asked for when it was begun. */
  readonly unexpected: number;
  /** The account, or a part of it, could not be read. */
  readonly isComplete: boolean;
}

/** What went wrong in an account. */
export interface Failures {
  readonly account: string;
  readonly failed: number;
  /** A proof refused a cut-over, or a change was undone. What failed in the same way in an earlier run does not count. */
  readonly failedProofs: number;
}

/** What applying an account came to. */
export interface AccountResult extends Failures {
  /** Domains that AWS still works on. */
  readonly waiting: readonly string[];
  /** Why edges were left as they are: too much had failed by then, here or elsewhere. */
  readonly stopped?: string;
}

export interface SweepLimits extends FleetLimits {
  /** Edges that one run may change; the others are left for the next run. */
  readonly maximumChangedEdges: number;
  /** Edges that may fail before nothing more is begun. */
  readonly maximumFailures: number;
  readonly canaryAccounts: readonly string[];
  /** Percent of the accounts with changes in the wave after the canaries. */
  readonly firstWaveShare: number;
  /** Looks at one wave while something in it waits. */
  readonly maximumRounds: number;
}

export interface AccountTask {
  readonly account: string;
  readonly domains: readonly string[];
}
export type Wave = readonly AccountTask[];

export type Judgement =
  | { readonly kind: 'detect' }
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'waves'; readonly waves: readonly Wave[]; readonly leftForNextRun: number };

/** The fleet is judged as one: a mistake in what is desired shows in all accounts at once. */
export function judgeSweep(mode: Mode, plans: readonly AccountPlan[], limits: SweepLimits): Judgement {
  if (mode === 'detect') return { kind: 'detect' };
  const edges = plans.reduce((sum, plan) => sum + plan.edges, 0);
  const unexpected = plans.reduce((sum, plan) => sum + plan.unexpected, 0);
  const refusal = guardFleet(edges, unexpected, limits);
  if (refusal !== undefined) return { kind: 'refused', because: refusal.detail };
  const { tasks, left } = within(limits.maximumChangedEdges, toTasks(plans, limits));
  return { kind: 'waves', waves: toWaves(tasks, limits), leftForNextRun: left };
}

/** Canaries first: where not everything can be changed, they must not be what is left out. */
function toTasks(plans: readonly AccountPlan[], { canaryAccounts }: SweepLimits): Wave {
  const rank = ({ account }: AccountTask) => `${canaryAccounts.includes(account) ? 0 : 1} ${account}`;
  return plans
    .filter(({ changing }) => changing.length > 0)
    .map(({ account, changing }) => ({ account, domains: changing }))
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** As many edges as one run may change, in whole accounts as far as possible. */
function within(maximum: number, tasks: Wave): { readonly tasks: Wave; readonly left: number } {
  let room = maximum;
  const kept: AccountTask[] = [];
  for (const { account, domains } of tasks) {
    const taken = domains.slice(0, room);
    room -= taken.length;
    if (taken.length > 0) kept.push({ account, domains: taken });
  }
  const all = tasks.reduce((sum, { domains }) => sum + domains.length, 0);
  return { tasks: kept, left: all - (maximum - room) };
}

function toWaves(tasks: Wave, { canaryAccounts, firstWaveShare }: SweepLimits): readonly Wave[] {
  const canaries = tasks.filter(({ account }) => canaryAccounts.includes(account));
  const others = tasks.filter(({ account }) => !canaryAccounts.includes(account));
  const first = Math.ceil((others.length * firstWaveShare) / 100);
  return [canaries, others.slice(0, first), others.slice(first)].filter((wave) => wave.length > 0);
}

export interface WaveState {
  /** Counted from 0. */
  readonly wave: number;
  /** Looks that this wave has had. */
  readonly rounds: number;
  /** Edges that failed in all waves so far. */
  readonly failed: number;
}

export type NextWave =
  | { readonly kind: 'apply'; readonly state: WaveState; readonly tasks: Wave; readonly pauseSeconds: number }
  /** `isBroken`: too much failed, and what was not begun by then stays as it is. */
  | { readonly kind: 'done'; readonly stoppedBecause?: string; readonly isBroken?: true };

const LOOK_AGAIN_SECONDS = 60;

/** The step after a wave, or before the first (no results). */
export function nextWave(
  waves: readonly Wave[],
  state: WaveState | undefined,
  results: readonly AccountResult[],
  limits: SweepLimits,
): NextWave {
  if (state === undefined) return begin(waves, 0, 0);
  const failed = state.failed + results.reduce((sum, result) => sum + result.failed, 0);
  const stopped =
    whyStopped(state.wave, results, state.failed, limits) ?? results.find((one) => one.stopped !== undefined)?.stopped;
  if (stopped !== undefined) return { kind: 'done', stoppedBecause: stopped, isBroken: true };
  const waiting = results
    .filter((result) => result.waiting.length > 0)
    .map(({ account, waiting: domains }) => ({ account, domains }));
  if (waiting.length === 0) return begin(waves, state.wave + 1, failed);
  const rounds = state.rounds + 1;
  if (rounds >= limits.maximumRounds) {
    const edges = waiting.reduce((sum, { domains }) => sum + domains.length, 0);
    const stoppedBecause = `wave ${state.wave + 1} still waits for ${edges} edges after ${rounds} looks; the next run goes on from there`;
    return { kind: 'done', stoppedBecause };
  }
  return { kind: 'apply', state: { ...state, rounds, failed }, tasks: waiting, pauseSeconds: LOOK_AGAIN_SECONDS };
}

function begin(waves: readonly Wave[], wave: number, failed: number): NextWave {
  const tasks = waves[wave];
  return tasks === undefined
    ? { kind: 'done' }
    : { kind: 'apply', state: { wave, rounds: 0, failed }, tasks, pauseSeconds: 0 };
}

/** Accounts that a sentence names. */
const MOST_NAMED = 3;

/** Why no edge is begun any more; undefined: it may be. `before`: edges that failed earlier, in other tasks than these. */
export function whyStopped(
  wave: number,
  tasks: readonly Failures[],
  before: number,
  { maximumFailures }: Pick<SweepLimits, 'maximumFailures'>,
): string | undefined {
  const rest = 'what was not begun by then stays as it is';
  const unproven = tasks.filter(({ failedProofs }) => failedProofs > 0);
  const proofs = unproven.reduce((sum, { failedProofs }) => sum + failedProofs, 0);
  if (proofs > 0)
    return `wave ${wave + 1}: ${proofs} proofs failed, in ${named(unproven)}; ${rest}, because what breaks one edge may break the next`;
  const failing = tasks.filter(({ failed }) => failed > 0);
  const failed = failing.reduce((sum, one) => sum + one.failed, before);
  if (failed > maximumFailures)
    return `wave ${wave + 1}: ${failed} edges failed, more than the ${maximumFailures} that are allowed (MaximumFailures), the last in ${named(failing)}; ${rest}`;
  return undefined;
}

function named(tasks: readonly Failures[]): string {
  const accounts = [...new Set(tasks.map(({ account }) => account))];
  const more = accounts.length > MOST_NAMED ? ` and ${accounts.length - MOST_NAMED} more` : '';
  return `${accounts.length === 1 ? 'account' : 'accounts'} ${accounts.slice(0, MOST_NAMED).join(', ')}${more}`;
}
