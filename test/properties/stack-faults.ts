/** One thing that goes wrong once, at one place of a story: each place is a call that the story makes when nothing goes wrong. */
import type { ResponseFault } from '../../simulator/cloudformation/response-fault.ts';
import type { Fault } from '../../simulator/core/faults.ts';
import type { SimulatedAws } from '../support/simulated-aws.ts';
import type { Stacks } from '../support/stacks/use-stacks.ts';

export const FAULT_KINDS = [
  'crash before',
  'crash after',
  'throttled',
  '5xx',
  'disconnect before',
  'disconnect after',
  'slow',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** `nth` of its kind, in the order in which they are begun. */
export type Place =
  | AwsPlace
  | { readonly of: 'lambda'; readonly nth: number }
  | { readonly of: 'put'; readonly nth: number };

interface AwsPlace {
  readonly of: 'aws';
  readonly service: string;
  readonly operation: string;
  readonly nth: number;
}

export interface StackFault {
  readonly place: Place;
  readonly kind: FaultKind;
}

/** Everything that can go wrong once in a story that has been played without a fault. */
export function faultsOf(aws: SimulatedAws, stacks: Stacks): readonly StackFault[] {
  const places: readonly Place[] = [
    ...callsOf(aws),
    ...stacks.lambda.invocations().map((_, index) => ({ of: 'lambda', nth: index + 1 }) as const),
    ...stacks.receiver.puts.map((_, index) => ({ of: 'put', nth: index + 1 }) as const),
  ];
  return places.flatMap((place) => kindsAt(place).map((kind) => ({ place, kind })));
}

function callsOf(aws: SimulatedAws): readonly Place[] {
  const counts = new Map<string, number>();
  return aws.simulator.requests().map(({ service, operation }) => {
    const nth = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, nth);
    return { of: 'aws', service, operation, nth };
  });
}

/** After a read, nothing differs between a request that got lost and an answer that did. */
function kindsAt(place: Place): readonly FaultKind[] {
  switch (place.of) {
    case 'aws':
      if (/^(Get|List|Describe)/.test(place.operation))
        return ['crash before', 'throttled', '5xx', 'disconnect before'];
      return ['crash before', 'crash after', 'throttled', '5xx', 'disconnect before', 'disconnect after'];
    case 'lambda':
      return ['crash before', 'crash after', 'throttled', '5xx'];
    case 'put':
      return ['5xx', 'disconnect before', 'disconnect after', 'slow'];
  }
}

export function describeFault({ place, kind }: StackFault): string {
  const where = place.of === 'aws' ? `${place.operation}` : place.of === 'lambda' ? 'invocation' : 'PUT of an answer';
  return `${kind} at ${where} ${place.nth}`;
}

/** Makes it go wrong when the story comes there; the result tells whether it has. */
export function armFault({ place, kind }: StackFault, aws: SimulatedAws, stacks: Stacks): () => boolean {
  switch (place.of) {
    case 'aws':
      return armCall(place, kind, aws, stacks);
    case 'lambda':
      return armInvocation(place.nth, kind, stacks);
    case 'put':
      stacks.breakPut(place.nth, PUT_FAULTS[kind] ?? { kind: 'status', status: 503 });
      return () => stacks.receiver.puts.length >= place.nth;
  }
}

function armCall(
  { operation, nth }: AwsPlace,
  kind: FaultKind,
  { simulator }: SimulatedAws,
  { lives }: Stacks,
): () => boolean {
  if (kind === 'crash before' || kind === 'crash after') {
    lives.dieAt({ operation, nth, at: kind === 'crash before' ? 'before' : 'after' });
    return () => lives.deaths > 0;
  }
  simulator.faults.add({ operation, nth, ...CALL_FAULTS[kind] } as Fault);
  return () => simulator.requests().filter((request) => request.operation === operation).length >= nth;
}

const CALL_FAULTS: Partial<Record<FaultKind, Pick<Fault, 'kind' | 'code' | 'status'>>> = {
  throttled: { kind: 'throttle' },
  '5xx': { kind: 'error', code: 'InternalError', status: 500 },
  'disconnect before': { kind: 'disconnect-before-effect' },
  'disconnect after': { kind: 'timeout-after-effect' },
};

const PUT_FAULTS: Partial<Record<FaultKind, ResponseFault>> = {
  'disconnect before': { kind: 'disconnect-before-effect' },
  'disconnect after': { kind: 'disconnect-after-effect' },
  slow: { kind: 'delay', seconds: 40 },
};

const MISHAPS = {
  'crash before': 'crash-before',
  'crash after': 'crash-after',
  throttled: 'throttled',
  '5xx': 'service-error',
} as const;

function armInvocation(nth: number, kind: FaultKind, { lambda }: Stacks): () => boolean {
  let begun = 0;
  lambda.intervene(() => {
    begun += 1;
    return begun === nth && kind in MISHAPS ? MISHAPS[kind as keyof typeof MISHAPS] : undefined;
  });
  return () => begun >= nth;
}

/**
 * Whether a list of policies cannot be read in the look that deletes them, the last of the story: in the one after the deletion of the distribution.
 * `faults` are all of the story.
 */
export function hidesPolicies({ place, kind }: StackFault, faults: readonly StackFault[]): boolean {
  const isUnread = kind === 'throttled' || kind === '5xx' || kind === 'disconnect before';
  if (place.of !== 'aws' || !isUnread || !/^List\w+Policies$/.test(place.operation)) return false;
  const calls = faults.map((fault) => fault.place).filter(({ of }) => of === 'aws') as readonly AwsPlace[];
  const cleanUp = calls.findIndex(({ operation }) => /^Delete\w+Policy$/.test(operation));
  const lookedAt = calls.slice(0, Math.max(cleanUp, 0)).findLast(({ operation }) => operation === place.operation);
  return lookedAt?.nth === place.nth;
}

/** Every kind in turn, and of each kind places from all over the story; another selection for each `turn`. Always the same, and none twice. */
export function sampleOf(faults: readonly StackFault[], size: number, turn: number): readonly StackFault[] {
  if (faults.length <= size) return faults;
  const ofKinds = FAULT_KINDS.map((kind) =>
    scattered(
      faults.filter((fault) => fault.kind === kind),
      turn,
    ),
  ).filter((kind) => kind.length > 0);
  const first = (turn * size) % ofKinds.length;
  const kinds = [...ofKinds.slice(first), ...ofKinds.slice(0, first)];
  const longest = Math.max(...kinds.map((kind) => kind.length));
  return Array.from({ length: longest }, (_, round) => kinds.flatMap((kind) => kind.slice(round, round + 1)))
    .flat()
    .slice(0, size);
}

const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

/** Any few in a row are far from each other. */
function scattered(faults: readonly StackFault[], turn: number): readonly StackFault[] {
  const rank = (index: number) => ((index + turn * Math.PI) * GOLDEN_RATIO) % 1;
  return faults
    .map((fault, index) => ({ fault, at: rank(index) }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ fault }) => fault);
}
