import { renderOutcome } from '../functions/reconciler/plan/render.ts';
import type { AccountOptions } from '../functions/reconciler/reconcile-account.ts';
import { printable } from './printable.ts';
import type { Screen } from './terminal.ts';

export interface Progress {
  readonly onLook: NonNullable<AccountOptions['onLook']>;
  /** Clears the live line. */
  readonly end: () => void;
}

/**
 * How far a run is. A terminal shows one line that changes; a stream gets a line for each look that says something new about its
 * edge, or with `every` one for each look.
 */
export function createProgress(screen: Screen, lines: 'news' | 'every'): Progress {
  const last = new Map<string, string>();
  return {
    onLook: (look, { done, total }) => {
      const text = printable(renderOutcome(look));
      if (screen.kind === 'terminal') screen.live(`[${done}/${total}] ${text}`);
      else if (lines === 'every' || last.get(look.plan.domainName) !== text) screen.print([[text]]);
      last.set(look.plan.domainName, text);
    },
    end: () => screen.live(''),
  };
}
