import { systemClock } from '../functions/doors/system-clock.ts';
import { createAwsClients } from '../functions/reconciler/aws/clients.ts';
import type { AccountLook, Mode } from '../functions/reconciler/model/look.ts';
import type { DomainName } from '../functions/reconciler/model/names.ts';
import type { FleetLimits } from '../functions/reconciler/plan/guard.ts';
import { type AccountOptions, lookAtAccount } from '../functions/reconciler/reconcile-account.ts';
import { type GivenOptions, invalid, isGiven, numberOf } from './given-options.ts';
import type { LookOptions } from './look-options.ts';

/** How long looking again may go on. */
export interface Patience {
  readonly secondsLeft: () => number;
  readonly pollSeconds: number | undefined;
}

/** Looks at the account that the environment's credentials belong to. */
export interface AccountSession {
  readonly detect: (onLook?: AccountOptions['onLook']) => Promise<AccountLook>;
  readonly remediate: (
    options: Patience & {
      readonly names: 'all' | readonly DomainName[];
      readonly limits: FleetLimits | 'unlimited';
      readonly onLook: AccountOptions['onLook'];
    },
  ) => Promise<AccountLook>;
  readonly close: () => void;
}

/** How long resolvers may keep an answer after the records of an edge that is let go moved back: Route 53 gives alias records 60 seconds. */
const DRAIN_SECONDS = 60;
const DEFAULT_TIMEOUT_SECONDS = 3600;

export function openAccountSession({ named, regions, managedElsewhere, newEdges, rules }: LookOptions): AccountSession {
  const clients = createAwsClients();
  const context = (mode: Mode) => ({
    clients,
    clock: systemClock,
    regions,
    mode,
    managedElsewhere,
    newEdges,
    rules,
    drainSeconds: DRAIN_SECONDS,
  });
  const names = named.length === 0 ? 'all' : named;
  return {
    detect: (onLook) => lookAtAccount(context('detect'), { names, limits: 'unlimited', secondsLeft: () => 0, onLook }),
    remediate: (options) => lookAtAccount(context('remediate'), options),
    close: clients.destroy,
  };
}

/** With --wait as long as --timeout allows. Without it as long as AWS asks for no pause: any time left is enough for a pause of 0. */
export function parsePatience(options: GivenOptions, { pollSeconds }: LookOptions): Patience {
  const range = { minimum: 1, maximum: 86_400, kind: 'integer' } as const;
  const timeout = numberOf(options, 'timeout', range) ?? DEFAULT_TIMEOUT_SECONDS;
  if (isGiven(options, 'timeout') && !isGiven(options, 'wait')) {
    throw invalid({ path: '--timeout', message: 'needs --wait' });
  }
  if (!isGiven(options, 'wait')) return { secondsLeft: () => 1, pollSeconds: undefined };
  const start = performance.now();
  return { secondsLeft: () => timeout - (performance.now() - start) / 1000, pollSeconds };
}
