import type { VirtualTime } from '../core/virtual-time.ts';
import type { ResourceOutcome } from './resource-provider.ts';

export interface Limits {
  readonly seconds: number;
  readonly afterwards: ResourceOutcome;
  readonly signal: AbortSignal;
}

/** Settles what is waited for, and tells whether it was still waited for. */
export type Settle = (outcome: ResourceOutcome) => boolean;

/** The first of three: what `begin` settles, the end of the time, the cancellation. */
export async function firstOutcome(
  time: VirtualTime,
  { seconds, afterwards, signal }: Limits,
  begin: (settle: Settle) => void,
): Promise<ResourceOutcome> {
  const { promise, resolve } = Promise.withResolvers<ResourceOutcome>();
  let isOpen = true;
  const settle: Settle = (outcome) => {
    const counts = isOpen;
    isOpen = false;
    resolve(outcome);
    return counts;
  };
  const cancel = () => void settle({ kind: 'cancelled' });
  signal.addEventListener('abort', cancel, { once: true });
  const stopTimer = time.after(seconds, () => void settle(afterwards));
  try {
    begin(settle);
    return await time.awaiting(promise);
  } finally {
    stopTimer();
    signal.removeEventListener('abort', cancel);
  }
}
