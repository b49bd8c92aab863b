/**
 * A Distributed Map: every item is an execution of its own, with its own history and its own limits, and the Map fails only when more of them fail than it
 * tolerates. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
import type { Ids } from '../core/ids.ts';
import type { VirtualTime } from '../core/virtual-time.ts';
import type { World } from '../core/world.ts';
import type { Interpreter, RuntimeError, StateDefinition, StateOptions } from './interpreter.ts';
import { type Child, runChild } from './map-child.ts';
import { itemsOf, numberAt, selectedItem } from './map-items.ts';
import { toEntry, writeResults } from './map-results.ts';

export interface MapTools {
  readonly interpreter: Interpreter;
  readonly time: VirtualTime;
  readonly ids: Ids;
  /** Where the buckets are. */
  readonly world: World | undefined;
}

/** One pass through a Map state. */
export interface MapRun {
  readonly arn: string;
  readonly id: string;
  /** ARN of the state machine that the items are executions of. */
  readonly childMachineArn: string;
  readonly definition: StateDefinition;
  readonly input: unknown;
  readonly context: MapContext;
  readonly options: StateOptions;
}

export interface MapContext {
  readonly StateMachine: { readonly Id: string; readonly Name: string };
}

const MAXIMUM_CONCURRENCY = 10_000;
/** Executions begun per second: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const BEGUN_PER_SECOND = { STANDARD: 100, EXPRESS: 1000 };

export function isDistributed({ ItemProcessor }: StateDefinition): boolean {
  return ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED';
}

export async function runMap(
  definition: StateDefinition,
  stateName: string,
  at: Pick<MapRun, 'input' | 'context' | 'options'>,
  tools: MapTools,
): Promise<unknown> {
  const run = openRun(definition, stateName, at, tools);
  const tolerance = toleranceOf(run, tools);
  const children = await runChildren(run, tolerance, tools);
  const written = writeResults(run, children, tools);
  if (isExceeded(tolerance, children)) throw exceeded(tools);
  return written ?? children.map((child) => (child.status === 'SUCCEEDED' ? child.output : toEntry(child, run)));
}

function openRun(
  definition: StateDefinition,
  stateName: string,
  at: Pick<MapRun, 'input' | 'context' | 'options'>,
  { ids }: MapTools,
): MapRun {
  const id = ids.uuid();
  const label = definition.Label ?? stateName;
  const { Id } = at.context.StateMachine;
  const arn = `${Id.replace(':stateMachine:', ':mapRun:')}/${label}:${id}`;
  return { ...at, definition, arn, id, childMachineArn: `${Id}/${label}` };
}

/** All of them in the order of the items, also those that were never begun. */
async function runChildren(run: MapRun, tolerance: Tolerance, tools: MapTools): Promise<readonly Child[]> {
  const { interpreter, time } = tools;
  const items = itemsOf(run, tools);
  const machine = new interpreter.StateMachine(run.definition.ItemProcessor ?? {}, {
    validationOptions: { noValidate: true },
  });
  const children = items.map((item, index): Child => pending(selectedItem(item, index, run, tools), run, tools));
  const stopped = new AbortController();
  const signal = AbortSignal.any([stopped.signal, run.options.abortSignal]);
  const startedAt = time.clock.now();

  await inParallel(children.length, concurrencyOf(run, tools), async (index) => {
    // One after the other: executions that began in the same instant would come in no certain order.
    await pauseUntil(startedAt + (index * 1000) / begunPerSecond(run.definition), signal, time);
    if (signal.aborted) return;
    children[index] = await runChild(children[index] as Child, machine, signal, run, tools);
    if (isExceeded(tolerance, children)) stopped.abort();
  });
  return children;
}

function pending(input: unknown, { childMachineArn }: MapRun, { ids }: MapTools): Child {
  const name = ids.uuid();
  return { name, arn: `${childMachineArn.replace(':stateMachine:', ':execution:')}:${name}`, input, status: 'PENDING' };
}

function begunPerSecond({ ItemProcessor }: StateDefinition): number {
  return BEGUN_PER_SECOND[ItemProcessor?.ProcessorConfig?.ExecutionType ?? 'STANDARD'];
}

function concurrencyOf(run: MapRun, tools: MapTools): number {
  const { MaxConcurrency, MaxConcurrencyPath } = run.definition;
  const asked = numberAt(MaxConcurrency, MaxConcurrencyPath, run, tools) ?? 0;
  return asked === 0 ? MAXIMUM_CONCURRENCY : asked;
}

async function inParallel(count: number, concurrency: number, runOne: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < count) {
      next += 1;
      await runOne(next - 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, work));
}

async function pauseUntil(at: number, signal: AbortSignal, time: VirtualTime): Promise<void> {
  const seconds = (at - time.clock.now()) / 1000;
  if (seconds <= 0 || signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = time.after(seconds, resolve);
  const stop = () => {
    cancel();
    resolve();
  };
  signal.addEventListener('abort', stop, { once: true });
  await promise;
  signal.removeEventListener('abort', stop);
}

interface Tolerance {
  readonly count: number | undefined;
  readonly percentage: number | undefined;
}

function toleranceOf(run: MapRun, tools: MapTools): Tolerance {
  const { definition: map } = run;
  return {
    count: numberAt(map.ToleratedFailureCount, map.ToleratedFailureCountPath, run, tools),
    percentage: numberAt(map.ToleratedFailurePercentage, map.ToleratedFailurePercentagePath, run, tools),
  };
}

/** Where neither a count nor a percentage is tolerated, nothing is. */
function isExceeded({ count, percentage }: Tolerance, children: readonly Child[]): boolean {
  const failed = children.filter(({ status }) => status === 'FAILED' || status === 'TIMED_OUT').length;
  if (count === undefined && percentage === undefined) return failed > 0;
  const isTooMany = count !== undefined && failed > count;
  return isTooMany || (percentage !== undefined && failed * 100 > percentage * children.length);
}

function exceeded({ interpreter }: MapTools): RuntimeError {
  const error = new interpreter.RuntimeError('The specified tolerated failure threshold was exceeded');
  return Object.assign(error, { name: 'States.ExceedToleratedFailureThreshold' });
}
