import { isIP } from 'node:net';
import type { Fault } from './faults.ts';
import type { Simulation } from './simulation.ts';
import type { WireRequest, WireResponse } from './wire-codec.ts';

/** What the control endpoints act on. */
export interface Controlled {
  readonly simulation: () => Simulation;
  readonly reset: () => Promise<void>;
  readonly network: () => Promise<SimulatedNetwork>;
}

/** The simulated network, as programs outside ask about it. */
export interface SimulatedNetwork {
  addressesOf(name: string, family: 4 | 6): readonly string[];
  /** Where the listener behind a simulated address is on loopback; otherwise the error code of a connection there. */
  behind(
    address: string,
    port: number,
  ): Promise<{ readonly host: string; readonly port: number } | { readonly refused: string }>;
  /** PEM that clients trust. */
  readonly certificateAuthority: string;
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
  'GET dns': lookUp,
  'GET address': findListener,
  'GET certificate-authority': async (_request, { network }) => ({ pem: (await network()).certificateAuthority }),
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

async function lookUp({ query }: WireRequest, { network }: Controlled): Promise<unknown> {
  const name = query.get('name') ?? '';
  const family = query.get('family') ?? '4';
  if (name === '') throw new Error('name: is missing');
  if (family !== '4' && family !== '6') throw new Error(`family: must be 4 or 6, got ${family}`);
  return { addresses: (await network()).addressesOf(name, family === '4' ? 4 : 6) };
}

async function findListener({ query }: WireRequest, { network }: Controlled): Promise<unknown> {
  const address = query.get('address') ?? '';
  const port = Number(query.get('port'));
  if (isIP(address) === 0) throw new Error(`address: must be an IP address, got ${address}`);
  if (!Number.isInteger(port) || port < 1) throw new Error(`port: must be a port, got ${query.get('port')}`);
  return (await network()).behind(address, port);
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
