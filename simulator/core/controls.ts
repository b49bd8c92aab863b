import type { Fault } from './faults.ts';
import type { Simulation } from './simulation.ts';
import type { WireRequest, WireResponse } from './wire-codec.ts';

/** What the control endpoints act on. */
export interface Controlled {
  readonly simulation: () => Simulation;
  readonly reset: () => Promise<void>;
}

export const controlPrefix = '/_simulator/';

type Control = (request: WireRequest, controlled: Controlled) => unknown;

const controls: Readonly<Record<string, Control>> = {
  'GET clock': (_request, { simulation }) => ({ now: new Date(simulation().clock.now()).toISOString() }),
  'GET requests': ({ query }, { simulation }) => simulation().requests.slice(Number(query.get('since') ?? 0)),
  'POST advance': advance,
  'GET faults': (_request, { simulation }) => simulation().faults.list(),
  'POST faults': addFaults,
  'DELETE faults': (_request, { simulation }) => simulation().faults.clear(),
  'POST reset': (_request, { reset }) => reset(),
};

/** Answers a request to `/_simulator/...`. These are ours, not AWS's, and need no signature. */
export async function answerControl(request: WireRequest, controlled: Controlled): Promise<WireResponse> {
  const name = `${request.method} ${request.path.slice(controlPrefix.length)}`;
  const control = controls[name];
  if (!control)
    return json(404, { message: `no such control: ${name}; there are ${Object.keys(controls).join(', ')}` });
  try {
    return json(200, (await control(request, controlled)) ?? {});
  } catch (error) {
    return json(400, { message: (error as Error).message });
  }
}

function advance(request: WireRequest, { simulation }: Controlled): unknown {
  const { seconds } = readJson(request) as { seconds?: unknown };
  if (typeof seconds !== 'number' || !(seconds >= 0)) throw new Error('seconds: must be a number, 0 or more');
  simulation().clock.advance(seconds);
  return { now: new Date(simulation().clock.now()).toISOString() };
}

const faultKinds: readonly Fault['kind'][] = [
  'throttle',
  'error',
  'access-denied',
  'timeout-after-effect',
  'disconnect-before-effect',
  'stale-read',
];

function addFaults(request: WireRequest, { simulation }: Controlled): unknown {
  const faults = [readJson(request) as Fault | Fault[]].flat();
  for (const { kind } of faults) {
    if (!faultKinds.includes(kind)) throw new Error(`kind: must be one of ${faultKinds.join(', ')}, got ${kind}`);
  }
  simulation().faults.add(faults);
  return simulation().faults.list();
}

function readJson({ body }: WireRequest): unknown {
  return JSON.parse(Buffer.from(body).toString('utf8'));
}

function json(status: number, value: unknown): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
