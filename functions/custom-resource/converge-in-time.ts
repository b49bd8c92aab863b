import { proofFactsOf } from '../doors/proof-facts.ts';
import type { EdgeLook, EdgeTarget } from '../reconciler/model/look.ts';
import type { Standing } from '../reconciler/superseded.ts';
import type { Invocation } from './invocation.ts';
import type { Converged } from './lifecycle.ts';

/** No look starts when less than this is left: the answer needs it. */
const ANSWER_SECONDS = 15;
/** A look that is still under way then is left behind, because an answer that is not sent blocks the stack for an hour. */
const LAST_SECONDS = 10;

interface LookOptions {
  /** What an earlier run for the same request saw last. */
  readonly before?: Standing | undefined;
  readonly isEnough?: ((look: EdgeLook) => boolean) | undefined;
}

/** `convergeEdge` with everything bound but the target and the time. */
export type ConvergeWhile = (
  target: EdgeTarget,
  options: LookOptions & {
    readonly secondsLeft: () => number;
    /** Aborted once the look under way is left behind: it must not write any more, now or when Lambda thaws it. */
    readonly signal: AbortSignal;
    readonly onLook: (look: EdgeLook) => void;
  },
) => Promise<EdgeLook>;

/** Converges until it is settled, `enough`, or the time is over. Without `serviceTimeoutSeconds` only Lambda's time counts. */
export type Converge = (
  target: EdgeTarget,
  options: LookOptions & { readonly serviceTimeoutSeconds?: number | undefined },
) => Promise<Converged>;

/** Converges within the time that Lambda and the template's `ServiceTimeout` leave, the answer's share taken off. */
export function convergeInTime(convergeWhile: ConvergeWhile, invocation: Invocation): Converge {
  const startedAt = invocation.clock.now().getTime();
  return (target, { serviceTimeoutSeconds = Number.POSITIVE_INFINITY, ...options }) => {
    const elapsed = () => (invocation.clock.now().getTime() - startedAt) / 1000;
    const left = () => Math.min(invocation.remainingSeconds(), serviceTimeoutSeconds - elapsed());
    const limits = { secondsLeft: () => left() - ANSWER_SECONDS, longestSeconds: Math.max(1, left() - LAST_SECONDS) };
    return convergeWithin(convergeWhile, target, { ...options, ...limits }, invocation);
  };
}

/** Converges while `secondsLeft` allows another look. After `longestSeconds` even the look under way is left behind. */
export async function convergeWithin(
  convergeWhile: ConvergeWhile,
  target: EdgeTarget,
  options: LookOptions & { readonly secondsLeft: () => number; readonly longestSeconds: number },
  invocation: Invocation,
): Promise<Converged> {
  const { longestSeconds, ...limits } = options;
  let lastLook: EdgeLook | undefined;
  const abandoned = new AbortController();
  const onLook = (look: EdgeLook) => {
    lastLook = look;
    logLook(look, invocation);
  };

  const timer = invocation.startTimer(longestSeconds);
  const settled = convergeWhile(target, { ...limits, signal: abandoned.signal, onLook }).then(
    (look): Converged => ({ kind: 'settled', look }),
  );
  const late = timer.elapsed.then((): Converged => ({ kind: 'late', lastLook }));
  try {
    return await Promise.race([settled, late]);
  } finally {
    abandoned.abort();
    timer.cancel();
  }
}

function logLook({ outcome, observed }: EdgeLook, { log }: Invocation): void {
  log.info('looked at the edge', {
    outcome: outcome.kind,
    waitingFor: outcome.kind === 'waiting' ? outcome.for : undefined,
    applied:
      outcome.kind === 'applied' ? outcome.steps.map((step) => `${step.action} ${step.target}`).join(', ') : undefined,
    ...proofFactsOf(observed.proof),
  });
}
