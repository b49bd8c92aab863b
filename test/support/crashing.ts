import fc from 'fast-check';
import type { AwsClients } from '../../functions/reconciler/aws/clients.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { type Fault, isWrite } from '../../simulator/core/faults.ts';
import { hookClients } from '../properties/hooked-clients.ts';
import { ACCOUNT } from './estates.ts';
import type { TestedReconciler } from './reconciler.ts';
import type { SimulatedAws } from './simulated-aws.ts';

/** Deployments of 40 s instead of 300 keep the number of looks down; what happens in between is the same. */
export function deployFast(aws: SimulatedAws): void {
  aws.simulator.world.state(cloudFront, ACCOUNT).deploymentSeconds = 40;
}

/** The call at which a process dies, counted from 1: it is not sent any more, or takes effect and is never answered. */
export interface Death {
  readonly nth: number;
  readonly effect: 'before' | 'after';
}

type Process = (overrides: { readonly clients: AwsClients }) => Promise<unknown>;

class Died extends Error {
  override readonly name = 'Died';
}

/** The calls of a process that nothing disturbs, in their order. */
export async function callsOf(reconciler: TestedReconciler, run: Process): Promise<readonly string[]> {
  reconciler.startOver();
  const calls: string[] = [];
  const clients = hookClients(reconciler.context().clients, (_, operation, send) => {
    calls.push(operation);
    return send();
  });
  await run({ clients });
  reconciler.startOver();
  return calls;
}

/** Somewhere in a run, whatever its length; every other time at one of its writes. */
export const place = fc.noBias(
  fc.record({ among: fc.constantFrom('calls', 'writes'), share: fc.integer({ min: 0, max: 999_999 }) }),
);
type Place = typeof place extends fc.Arbitrary<infer T> ? T : never;

export function nthCall(calls: readonly string[], { among, share }: Place): number {
  const all = calls.map((_, index) => index + 1);
  const writes = all.filter((nth) => isWrite(calls[nth - 1]!));
  const places = among === 'writes' && writes.length > 0 ? writes : all;
  return places[Math.floor((share * places.length) / 1_000_000)]!;
}

export function callIn(calls: readonly string[]): fc.Arbitrary<number> {
  return place.map((at) => nthCall(calls, at));
}

export function deathIn(calls: readonly string[]): fc.Arbitrary<Death> {
  return fc.record({ nth: callIn(calls), effect: fc.constantFrom('before', 'after') });
}

/** Runs until the process dies: nothing is sent after that, and whoever looks next knows nothing of it. Fails where it survives. */
export async function dying(reconciler: TestedReconciler, death: Death, run: Process): Promise<void> {
  reconciler.startOver();
  const inFlight: Promise<unknown>[] = [];
  let begun = 0;
  const clients = hookClients(reconciler.context().clients, async (nth, _, send) => {
    begun = nth;
    if (nth > death.nth || (nth === death.nth && death.effect === 'before')) throw new Died();
    const sent = send();
    inFlight.push(sent);
    const answer = await sent;
    if (begun >= death.nth) throw new Died();
    return answer;
  });
  await run({ clients }).catch((error: unknown) => {
    if (!(error instanceof Died)) throw error;
  });
  await Promise.allSettled(inFlight);
  reconciler.startOver();
  expect(begun).toBeGreaterThanOrEqual(death.nth);
}

/** What one call of a run meets; the process lives. */
export function faultIn(calls: readonly string[], kinds: readonly Fault['kind'][]): fc.Arbitrary<Fault> {
  const error = { code: 'InternalError', status: 500 };
  return fc.record({ nth: callIn(calls), kind: fc.constantFrom(...kinds) }).map((fault) => ({ ...error, ...fault }));
}

/** Runs into the fault, which is gone afterwards. Fails where it is not met. */
export async function faulting<T>(aws: SimulatedAws, fault: Fault, run: () => Promise<T>): Promise<T> {
  const { operation, nth = 1 } = fault;
  const before = aws.simulator.requests().length;
  aws.simulator.faults.add(fault);
  const result = await run();
  aws.simulator.faults.clear();
  const met = aws.simulator.requests().slice(before);
  expect(met.filter((one) => operation === undefined || one.operation === operation).length).toBeGreaterThanOrEqual(
    nth,
  );
  return result;
}
