import { systemClock } from '../functions/doors/system-clock.ts';
import { createAwsClients } from '../functions/reconciler/aws/clients.ts';
import type { AccountLook, Mode } from '../functions/reconciler/model/look.ts';
import type { AccountId, DomainName } from '../functions/reconciler/model/names.ts';
import type { FleetLimits } from '../functions/reconciler/plan/guard.ts';
import { createProver } from '../functions/reconciler/prove/prover.ts';
import { type AccountOptions, accountOf, lookAtAccount } from '../functions/reconciler/reconcile-account.ts';
import { type GivenOptions, invalid, isGiven, numberOf } from './given-options.ts';
import type { LookOptions } from './look-options.ts';

/** How long looking again may go on. */
export interface Patience {
  readonly secondsLeft: () => number;
  readonly pollSeconds: number | undefined;
}

/** Looks at the account that the environment's credentials belong to. */
export interface AccountSession {
  readonly accountId: () => Promise<AccountId>;
  /** AWS requests sent so far. */
  readonly requests: () => number;
  readonly detect: (onLook?: AccountOptions['onLook']) => Promise<AccountLook>;
  readonly remediate: (
    options: Patience & {
      readonly names: 'all' | readonly DomainName[];
      readonly limits: FleetLimits | 'unlimited';
      readonly approved?: AccountOptions['approved'];
      readonly onLook: AccountOptions['onLook'];
    },
  ) => Promise<AccountLook>;
  readonly close: () => void;
}

const DEFAULT_TIMEOUT_SECONDS = 3600;

export function openAccountSession({
  named,
  network,
  pollSeconds: _,
  zoneRoles,
  ...look
}: LookOptions): AccountSession {
  const clients = createAwsClients({ zoneRoles });
  const prover = createProver(network, systemClock);
  const context = (mode: Mode) => ({
    clients,
    clock: systemClock,
    prover,
    mode,
    ...look,
  });
  const names = named.length === 0 ? 'all' : named;
  return {
    accountId: () => accountOf({ clients }),
    requests: () => Object.values(clients.calls.snapshot()).reduce((sum, count) => sum + count, 0),
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
