import { systemClock } from '../doors/system-clock.ts';
import { type AwsClients, createAwsClients } from '../reconciler/aws/clients.ts';
import { networkOf } from '../reconciler/network/network-of.ts';
import { createProver } from '../reconciler/prove/prover.ts';
import { convergeEdge, type LookContext } from '../reconciler/reconcile.ts';
import type { ConvergeWhile } from './converge-in-time.ts';
import type { Settings } from './settings.ts';

/** Made by the first request of a cold start, when the environment has been read. */
let warmClients: AwsClients | undefined;

export function lambdaClients({ zoneRoles }: Pick<Settings, 'zoneRoles'>): AwsClients {
  warmClients ??= createAwsClients({ zoneRoles });
  return warmClients;
}

/** AWS, the time and the internet, as a function in Lambda finds them. */
function lambdaWorld(settings: Settings): Required<Pick<LookContext, 'clients' | 'clock' | 'prover'>> {
  const prover = createProver(networkOf(process.env), systemClock);
  return { clients: lambdaClients(settings), clock: systemClock, prover };
}

/** The reconciler as a template asks for it: it always writes, and only what the template's own edge needs. */
export function createConvergeWhile(
  settings: Settings,
  { clients, clock, prover }: Pick<LookContext, 'clients' | 'clock' | 'prover'> = lambdaWorld(settings),
): ConvergeWhile {
  const { regions, drainSeconds, pollSeconds } = settings;
  const context: LookContext = {
    clients,
    clock,
    ...(prover && { prover }),
    regions,
    mode: 'remediate',
    managedElsewhere: 'report',
    rules: {},
    newEdges: 'create',
    drainSeconds,
  };
  return (target, { signal, ...options }) => convergeEdge(target, { ...context, signal }, { ...options, pollSeconds });
}
