import type { EdgeLook, EdgeTarget } from '../reconciler/model/look.ts';
import type { Invocation } from './invocation.ts';
import type { Converge, Converged } from './lifecycle.ts';

/** No look starts when less than this is left: the answer needs it. */
const ANSWER_SECONDS = 15;
/** A look that is still under way then is left behind, because an answer that is not sent blocks the stack for an hour. */
const LAST_SECONDS = 10;

/** `convergeEdge` with everything bound but the target and the time. */
export type ConvergeWhile = (
  target: EdgeTarget,
  options: {
    readonly secondsLeft: () => number;
    /** Aborted once the answer is given without the look under way: it must not write any more, now or when Lambda thaws it. */
    readonly signal: AbortSignal;
    readonly onLook: (look: EdgeLook) => void;
  },
) => Promise<EdgeLook>;

/** Converges within the time that Lambda and the template's `ServiceTimeout` leave, the answer's share taken off. */
export function convergeInTime(convergeWhile: ConvergeWhile, invocation: Invocation): Converge {
  const startedAt = invocation.clock.now().getTime();

  return async (target, serviceTimeoutSeconds = Number.POSITIVE_INFINITY) => {
    const elapsed = () => (invocation.clock.now().getTime() - startedAt) / 1000;
    const left = () => Math.min(invocation.remainingSeconds(), serviceTimeoutSeconds - elapsed());
    let lastLook: EdgeLook | undefined;
    const abandoned = new AbortController();
    const onLook = (look: EdgeLook) => {
      lastLook = look;
      logLook(look, invocation);
    };

    const timer = invocation.startTimer(Math.max(1, left() - LAST_SECONDS));
    const settled = convergeWhile(target, {
      secondsLeft: () => left() - ANSWER_SECONDS,
      signal: abandoned.signal,
      onLook,
    }).then((look): Converged => ({ kind: 'settled', look }));
    const late = timer.elapsed.then((): Converged => ({ kind: 'late', lastLook }));
    try {
      return await Promise.race([settled, late]);
    } finally {
      abandoned.abort();
      timer.cancel();
    }
  };
}

function logLook({ outcome }: EdgeLook, { log }: Invocation): void {
  log.info('looked at the edge', {
    outcome: outcome.kind,
    waitingFor: outcome.kind === 'waiting' ? outcome.for : undefined,
    applied:
      outcome.kind === 'applied' ? outcome.steps.map((step) => `${step.action} ${step.target}`).join(', ') : undefined,
  });
}
