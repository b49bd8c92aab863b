import type { SimulatedClock } from './clock.ts';

export type FaultKind =
  | 'throttle'
  | 'error'
  | 'access-denied'
  | 'timeout-after-effect'
  | 'disconnect-before-effect'
  | 'stale-read';

/** A failure on demand. What is left out matches everything. */
export interface Fault {
  readonly kind: FaultKind;
  /** Signing name, such as `cloudfront`. */
  readonly service?: string;
  /** Operation name, such as `UpdateDistribution`. */
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
  /** The first matching request to fail, counted from when the fault was added. @default 1 */
  readonly nth?: number;
  /** How many requests fail. @default 1, or 'always' when `seconds` is given */
  readonly times?: number | 'always';
  /** The fault ends this many simulated seconds after it was added. */
  readonly seconds?: number;
  /** Of kind `error`. */
  readonly code?: string;
  /** Of kind `error`. @default 500 */
  readonly status?: number;
  /** Of kind `error`. */
  readonly message?: string;
}

export interface FaultSubject {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
}

export interface Faults {
  add(fault: Fault | readonly Fault[]): void;
  clear(): void;
  list(): readonly (Fault & { readonly matched: number; readonly fired: number })[];
  /** Counts this request with every fault that matches it and returns the first that fires. */
  next(subject: FaultSubject): Fault | undefined;
}

interface ArmedFault {
  readonly fault: Fault;
  readonly addedAt: number;
  matched: number;
  fired: number;
}

export function isRead(operation: string): boolean {
  return /^(Get|List|Describe|Head)/.test(operation);
}

/** Issuing credentials changes nothing that a read shows. */
export function isWrite(operation: string): boolean {
  return !isRead(operation) && operation !== 'AssumeRole';
}

export function createFaults(clock: SimulatedClock): Faults {
  let armed: ArmedFault[] = [];

  return {
    add(faults) {
      for (const fault of [faults].flat()) armed.push({ fault, addedAt: clock.now(), matched: 0, fired: 0 });
    },
    clear() {
      armed = [];
    },
    list: () => armed.map(({ fault, matched, fired }) => ({ ...fault, matched, fired })),
    next(subject) {
      const matching = armed.filter((one) => isActive(one, clock) && matches(one.fault, subject));
      for (const one of matching) one.matched += 1;
      const firing = matching.find((one) => one.matched >= (one.fault.nth ?? 1) && one.fired < limitOf(one.fault));
      if (firing) firing.fired += 1;
      return firing?.fault;
    },
  };
}

function isActive({ fault, addedAt }: ArmedFault, clock: SimulatedClock): boolean {
  return fault.seconds === undefined || clock.now() < addedAt + fault.seconds * 1000;
}

function matches(fault: Fault, subject: FaultSubject): boolean {
  if (fault.kind === 'stale-read' && !isRead(subject.operation)) return false;
  return (['service', 'operation', 'account', 'region'] as const).every(
    (name) => fault[name] === undefined || fault[name] === subject[name],
  );
}

function limitOf(fault: Fault): number {
  const times = fault.times ?? (fault.seconds === undefined ? 1 : 'always');
  return times === 'always' ? Number.POSITIVE_INFINITY : times;
}
