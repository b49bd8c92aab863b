/**
 * The engine, and the file to read first. One look at an edge is four steps, in this order and nothing else:
 *
 *   observe   what AWS says now                          observe/
 *   plan      what differs and what to do, purely        plan/
 *   guard     whether it may be done                     `mode`, plan/guard.ts for a fleet
 *   apply     the ready prefix of the plan               apply/
 *
 * Level-based: every look starts from AWS, nothing is remembered in between but tags on the distribution. A look that was cut short is repaired
 * by the next one, because the next one does not care why things are as they are.
 */
import { applyPlan, foretell } from './apply-plan.ts';
import type { AwsClients } from './aws/clients.ts';
import { stopClients } from './aws/stop-clients.ts';
import type { Choice } from './model/choice.ts';
import type { Clock } from './model/clock.ts';
import type { EdgeLook, EdgeTarget, Mode } from './model/look.ts';
import type { Region } from './model/names.ts';
import { readyPrefix } from './model/plan.ts';
import type { ProofPolicy } from './model/proof.ts';
import type { RuleModes } from './model/rules.ts';
import { outcomeWithoutWrites } from './outcome-of.ts';
import { type PauseLimits, pauseAfter, waitOut } from './pause.ts';
import { observeTarget, planProven, planSettings } from './plan-proven.ts';
import type { Prover } from './prove/prover.ts';
import { type Standing, standingOf, superseded } from './superseded.ts';

export interface LookContext {
  readonly clients: AwsClients;
  readonly clock: Clock;
  /** Regions whose API Gateway is asked. */
  readonly regions: readonly Region[];
  readonly mode: Mode;
  /** Distributions that CloudFormation, CDK or Terraform manage. */
  readonly managedElsewhere: 'report' | 'correct';
  /** Domains that a look at the account may change. @default opt-out */
  readonly choice?: Choice;
  /** Domains without an edge, found by a look at the account. */
  readonly newEdges: 'create' | 'report';
  /** Rules that are not enforced, unless an edge's owner says otherwise. */
  readonly rules: RuleModes;
  /** Tries edges on their real names before callers are sent there; undefined: Deployed is enough. */
  readonly prover?: Prover;
  /** What counts for edges whose owner said nothing about proofs. @default require */
  readonly proof?: ProofPolicy;
  /** Aborted once nobody waits for the result any more: nothing is sent after that. */
  readonly signal?: AbortSignal;
  /** How long callers may still act on old DNS answers after the records moved back. */
  readonly drainSeconds: number;
}

/**
 * One look at one edge: observe, plan, guard, apply the ready prefix. Writes nothing in `detect`. `before` is what the look before this one for the
 * same request saw, where there was one.
 */
export async function lookAtEdge(target: EdgeTarget, context: LookContext, before?: Standing): Promise<EdgeLook> {
  const { observed, plan } = await planProven(target, await observeTarget(target, context), context, before?.updated);
  const newerWord = superseded(target, before, observed);
  if (newerWord !== undefined) {
    return { target, observed, plan, outcome: { kind: 'refused', refusals: [newerWord] }, applied: [] };
  }
  const ready = readyPrefix(plan.steps);
  if (ready.length === 0 || context.mode === 'detect') {
    const outcome = outcomeWithoutWrites(plan, observed);
    return foretell({ target, observed, plan, outcome, applied: [] }, context);
  }
  return applyPlan(context, target, observed, plan, planSettings(context, before?.updated));
}

export interface ConvergeOptions extends PauseLimits {
  readonly onLook?: (look: EdgeLook) => void;
  /** What an earlier run for the same request saw last. */
  readonly before?: Standing;
  /** Ends the looking before it is settled. */
  readonly isEnough?: (look: EdgeLook) => boolean;
}

/**
 * Looks again until the outcome is settled, enough or the time is over; the last look is returned. An outcome `waiting` or `applied` then means that
 * the time was over: any later look goes on from there.
 */
export async function convergeEdge(
  target: EdgeTarget,
  given: LookContext,
  options: ConvergeOptions,
): Promise<EdgeLook> {
  const context = given.signal === undefined ? given : { ...given, clients: stopClients(given.clients, given.signal) };
  let faults = 0;
  let { before } = options;
  for (;;) {
    const look = await lookAtEdge(target, context, before);
    before = standingOf(look, before);
    options.onLook?.(look);
    if (options.isEnough?.(look)) return look;
    faults = look.outcome.kind === 'failed' ? faults + 1 : 0;
    const pause = pauseAfter(look.outcome, faults);
    if (pause === undefined) return look;
    if ((await waitOut(pause, context.clients, context.clock, options)) === 'out-of-time') return look;
  }
}
