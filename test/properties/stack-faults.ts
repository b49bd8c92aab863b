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
  | { readonly of: 'aws'; readonly service: string; readonly operation: string; readonly nth: number }
  | { readonly of: 'lambda'; readonly nth: number }
  | { readonly of: 'put'; readonly nth: number };

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

/** Makes it go wrong when the story comes there. */
export function armFault({ place, kind }: StackFault, aws: SimulatedAws, stacks: Stacks): void {
  if (place.of === 'aws') armCall(place, kind, aws, stacks);
  else if (place.of === 'lambda') armInvocation(place.nth, kind, stacks);
  else stacks.breakPut(place.nth, PUT_FAULTS[kind] ?? { kind: 'status', status: 503 });
}

function armCall(
  { operation, nth }: Extract<Place, { of: 'aws' }>,
  kind: FaultKind,
  { simulator }: SimulatedAws,
  { lives }: Stacks,
): void {
  if (kind === 'crash before') lives.dieAt({ operation, nth, at: 'before' });
  else if (kind === 'crash after') lives.dieAt({ operation, nth, at: 'after' });
  else simulator.faults.add({ operation, nth, ...CALL_FAULTS[kind] } as Fault);
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

function armInvocation(nth: number, kind: FaultKind, { lambda }: Stacks): void {
  let begun = 0;
  lambda.intervene(() => {
    begun += 1;
    return begun === nth && kind in MISHAPS ? MISHAPS[kind as keyof typeof MISHAPS] : undefined;
  });
}
