/**
 * Callers that never stop asking while AWS is changed. What each of them gets is compared with what the same caller got before:
 *
 *   before                                  | from then on
 *   served                                  | served; what was plain HTTP may be redirected
 *   redirected                              | redirected, and served there if that was so before
 *   nobody there (refused port, no address) | the same, or served or redirected at once: never an error in between
 *   refused, by whomever                    | refused with the same status, or served
 *   mistaken for somebody else              | the same, or served
 *
 * So nobody loses anything, and whoever gets something new gets all of it.
 */
import type { DataPlane } from '../../simulator/data-plane/start-data-plane.ts';
import { type Caller, createCaller, type Got, METHODS } from './caller.ts';
import type { SimulatedAws } from './simulated-aws.ts';

export interface Loss {
  /** What happened last before it: `before UpdateDistribution`. */
  readonly at: string;
  readonly caller: string;
  readonly before: Got;
  readonly now: Got;
}

/**
 * `only-better`: what a caller once got is the least that it gets from then on. `as-before`: what it got at first is. `edge-goes`: callers that only the
 * edge answers, over plain HTTP or IPv6, may find nobody there afterwards.
 */
export type TrafficPromise = 'only-better' | 'as-before' | 'edge-goes';

export interface TrafficOptions {
  readonly names: readonly string[];
  /** Sent by callers over HTTPS and HTTP alike. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly promise: TrafficPromise;
}

export interface Traffic {
  /** The next callers ask; all of them have, after a few times. */
  ask(at: string): Promise<void>;
  askAll(at: string): Promise<void>;
  readonly losses: readonly Loss[];
  asked(): number;
  leave(): void;
}

const AT_ONCE = 3;

/** Starts with every caller asking twice, so that caches are filled: the worse of both counts as before. */
export async function startTraffic(
  { simulator }: SimulatedAws,
  plane: DataPlane,
  { names, headers = {}, promise }: TrafficOptions,
): Promise<Traffic> {
  const callers = names
    .flatMap((name) => callersOf(name, headers))
    .map((traits) => createCaller(plane, simulator.clock, traits));
  const before = new Map<Caller, Got>();
  for (const caller of callers) before.set(caller, await caller.ask());
  for (const caller of callers) before.set(caller, worse(before.get(caller)!, await caller.ask()));

  const losses: Loss[] = [];
  let turn = 0;
  let asked = 0;
  const askOne = async (caller: Caller, at: string) => {
    asked += 1;
    const now = await caller.ask();
    const then = before.get(caller) ?? now;
    const kept = isKept(caller, then, now, promise);
    if (!kept) losses.push({ at, caller: describe(caller), before: then, now });
    if (kept && promise === 'only-better') before.set(caller, now);
  };
  const askSome = async (count: number, at: string) => {
    const next = callers.map((_, index) => callers[(turn + index) % callers.length]!).slice(0, count);
    turn += count;
    await Promise.all(next.map((caller) => askOne(caller, at)));
  };
  return {
    ask: (at) => askSome(AT_ONCE, at),
    askAll: (at) => askSome(callers.length, at),
    losses,
    asked: () => asked,
    leave: () => {
      for (const caller of callers) caller.leave();
    },
  };
}

/** Every method over both schemes, and with it each family, way of connecting and edge location, spread so that all pairs occur. */
function callersOf(name: string, headers: Readonly<Record<string, string>>) {
  return (['https', 'http'] as const).flatMap((scheme) =>
    METHODS.flatMap((method, index) =>
      ([4, 6] as const).map((family) => ({
        name,
        scheme,
        method,
        family,
        connections: (index + family / 2) % 2 === 0 ? ('fresh' as const) : ('kept' as const),
        address: index + family,
        headers,
      })),
    ),
  );
}

function isKept({ scheme, family }: Caller, before: Got, now: Got, promise: TrafficPromise): boolean {
  // Only callers over plain HTTP are ever redirected. They find what callers over HTTPS find there.
  if (now.kind === 'redirected') return now.to === 'served' || wasWrong(before);
  if (promise === 'edge-goes' && now.kind === 'unanswered') {
    if (family === 6 && now.code === 'ENOTFOUND') return true;
    if (scheme === 'http' && now.code === 'ECONNREFUSED') return true;
  }
  switch (before.kind) {
    case 'served':
      return now.kind === 'served';
    case 'redirected':
      return false;
    case 'unanswered':
      return now.kind === 'served' || (now.kind === 'unanswered' && now.code === before.code);
    case 'refused':
      return now.kind === 'served' || (now.kind === 'refused' && now.status === before.status);
    case 'mistaken':
      return now.kind === 'served' || now.kind === 'mistaken';
  }
}

/** Answered, but not with what was asked for. */
function wasWrong(before: Got): boolean {
  return before.kind === 'redirected' ? before.to !== 'served' : ['refused', 'mistaken'].includes(before.kind);
}

const FROM_WORST = ['unanswered', 'refused', 'mistaken', 'redirected', 'served'];

function worse(one: Got, other: Got): Got {
  return FROM_WORST.indexOf(endOf(one)) <= FROM_WORST.indexOf(endOf(other)) ? one : other;
}

/** A redirect is as good as what it leads to. */
function endOf(got: Got): Got['kind'] {
  return got.kind === 'redirected' && got.to !== 'served' ? got.to : got.kind;
}

function describe({ scheme, method, family, connections, name }: Caller): string {
  return `${method} ${scheme}://${name} over IPv${family}, ${connections} connections`;
}
