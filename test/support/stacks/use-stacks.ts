/**
 * Whole stacks in simulated time, through the whole chain: CloudFormation, Lambda's queue, the function that takes requests, Step Functions with the
 * real definition, the functions of its tasks, the rule that catches executions which ended badly, and the answer.
 */

import { parseSettings } from '../../../functions/custom-resource/settings.ts';
import type { AccountLook } from '../../../functions/reconciler/model/look.ts';
import type { ProbeNetwork } from '../../../functions/reconciler/network/probe-network.ts';
import { createProver } from '../../../functions/reconciler/prove/prover.ts';
import type { LookContext } from '../../../functions/reconciler/reconcile.ts';
import { type AccountOptions, lookAtAccount } from '../../../functions/reconciler/reconcile-account.ts';
import { FUNCTIONS, REGION, readDeployedDoor } from '../../../infra/simulated/deployed-door.ts';
import {
  createCloudFormation,
  type SimulatedCloudFormation,
} from '../../../simulator/cloudformation/create-cloudformation.ts';
import type { CustomResourceRequest } from '../../../simulator/cloudformation/custom-resource-request.ts';
import type { ResponseFault } from '../../../simulator/cloudformation/response-fault.ts';
import {
  type ResponsePut,
  type ResponseReceiver,
  startResponseReceiver,
} from '../../../simulator/cloudformation/response-receiver.ts';
import type { RequestRecord } from '../../../simulator/core/simulation.ts';
import { createVirtualTime, type VirtualTime } from '../../../simulator/core/virtual-time.ts';
import { createLambda, type Lambda } from '../../../simulator/lambda/create-lambda.ts';
import { type Execution, stepFunctionsState } from '../../../simulator/stepfunctions/state.ts';
import { ACCOUNT, DOMAIN } from '../estates.ts';
import { region } from '../reconciler.ts';
import type { SimulatedAws } from '../simulated-aws.ts';
import { createLives, type Lives } from './lives.ts';
import { type NameWatch, watchNames } from './name-watch.ts';
import { deployMortalProduct } from './product.ts';

/** One request of CloudFormation, and every answer that arrived for it. */
export interface Told {
  readonly event: CustomResourceRequest;
  readonly puts: readonly ResponsePut[];
}

export interface Stacks {
  readonly cloudFormation: SimulatedCloudFormation;
  readonly time: VirtualTime;
  readonly lambda: Lambda;
  readonly receiver: ResponseReceiver;
  readonly lives: Lives;
  readonly names: NameWatch;
  /** Every request of CloudFormation so far, in order. */
  told(): readonly Told[];
  executions(): readonly Execution[];
  logLines(): readonly string[];
  /** The `nth` attempt to answer meets this fault; counted from the beginning. */
  breakPut(nth: number, fault: ResponseFault): void;
  /** What was written to AWS since the world began or the last `forget`; executions do not count. */
  writes(): readonly RequestRecord[];
  forget(): void;
  /** A look at the whole account that may write, at this moment; one round unless there is more time. */
  sweep(overrides?: Partial<LookContext>, options?: Partial<AccountOptions>): Promise<AccountLook>;
  /** Until nothing goes on any more. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface StacksOptions {
  /** Names that have to lead to something that serves them, all the time. @default api.example.com */
  readonly watched?: readonly string[];
  /** Where edges are tried on their real names. @default nowhere: CloudFront's word that a distribution is deployed is enough */
  readonly network?: () => ProbeNetwork;
  /** What a request to AWS takes. @default no time */
  readonly secondsPerRequest?: number;
  /** How long a request waits before Lambda delivers it for the first time. @default not at all */
  readonly queuedSeconds?: (request: CustomResourceRequest) => number;
  /** Parameters of template.yaml that are not at their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** For the tests of a file; each begins with no stack. Whatever a test does, no response URL may be read anywhere, and no name may be unserved. */
export function useStacks(aws: SimulatedAws, options: StacksOptions = {}): Stacks {
  let stacks: Stacks;
  beforeEach(async () => {
    stacks = await startStacks(aws, options);
  });
  afterEach(async () => {
    await stacks.settled();
    await stacks.stop();
    expect(leakedSecrets(stacks)).toEqual([]);
    expect(stacks.names.outages).toEqual([]);
  });
  return new Proxy({} as Stacks, { get: (_, key) => stacks[key as keyof Stacks] });
}

/** For more than one in a test: in the simulator as it is now. Whoever starts it stops it. */
export async function startStacks(aws: SimulatedAws, options: StacksOptions = {}): Promise<Stacks> {
  const { simulator } = aws;
  const time = createVirtualTime(simulator.clock);
  const receiver = await startResponseReceiver(time);
  const lambda = createLambda({ time });
  const lives = createLives(time);
  const door = readDeployedDoor(options.parameters);
  const drainSeconds = parseSettings(door.functions[FUNCTIONS.stepping].environment).drainSeconds;
  const names = watchNames(simulator, options.watched ?? [DOMAIN], drainSeconds);
  const lines: string[] = [];
  const events: CustomResourceRequest[] = [];
  const brokenPuts = new Map<number, ResponseFault>();
  let puts = 0;
  const onPut = () => {
    puts += 1;
    const fault = brokenPuts.get(puts);
    if (fault !== undefined) receiver.addFaults(fault);
  };
  const onLogLine = (line: string) => lines.push(line);
  const network = options.network?.();
  const product = deployMortalProduct(door, {
    ...{ simulator, time, lambda, receiver, lives, onPut, onLogLine },
    ...(network && { network }),
    ...(options.secondsPerRequest && { secondsPerRequest: options.secondsPerRequest }),
    onCall: names.look,
  });
  const invoke = (serviceToken: string, event: unknown) => {
    const request = event as CustomResourceRequest;
    events.push(request);
    const queuedSeconds = options.queuedSeconds?.(request) ?? 0;
    if (queuedSeconds === 0) lambda.invokeAsync(serviceToken, event);
    else time.after(queuedSeconds, () => lambda.invokeAsync(serviceToken, event));
  };
  const cloudFormation = createCloudFormation({ time, region: REGION, account: ACCOUNT, invoke, receiver });
  const clock = { now: () => new Date(time.clock.now()), sleep: time.sleep };
  const context: LookContext = {
    clients: product.clients,
    clock,
    ...(network && { prover: createProver(network, clock) }),
    regions: [region(REGION)],
    mode: 'remediate',
    managedElsewhere: 'report',
    rules: {},
    newEdges: 'report',
    drainSeconds,
  };
  let forgotten = 0;

  return {
    ...{ cloudFormation, time, lambda, receiver, lives, names },
    told: () => events.map((event) => ({ event, puts: receiver.putsOf(event.ResponseURL) })),
    executions: () => [...simulator.world.state(stepFunctionsState, ACCOUNT, REGION).executions.values()],
    logLines: () => lines,
    breakPut: (nth, fault) => void brokenPuts.set(nth, fault),
    writes: () => simulator.requests().slice(forgotten).filter(isWrite),
    forget: () => {
      forgotten = simulator.requests().length;
    },
    sweep: (overrides, more) =>
      time.run(() =>
        lookAtAccount(
          { ...context, ...overrides },
          { names: 'all', limits: 'unlimited', secondsLeft: () => 0, ...more },
        ),
      ),
    settled: time.settled,
    async stop() {
      product.stop();
      await receiver.stop();
    },
  };
}

/** Everything that somebody could read and in which a part of a response URL's signature stands. */
export function leakedSecrets(stacks: Stacks): readonly string[] {
  const readable = [
    ...stacks.logLines(),
    ...stacks.executions().map(({ stateMachine: _, stop: __, ...execution }) => JSON.stringify(execution)),
    ...stacks.told().flatMap(({ puts }) => puts.map(({ body }) => body)),
  ];
  return leakedIn(
    readable,
    stacks.told().map(({ event }) => event.ResponseURL),
  );
}

/** Those texts in which a part of the signature of one of these URLs stands. */
export function leakedIn(texts: readonly string[], responseUrls: readonly string[]): readonly string[] {
  const pieces = responseUrls.flatMap((url) => piecesOf(signatureOf(url)));
  return texts.filter((text) => pieces.some((piece) => text.includes(piece)));
}

const PIECE = 12;

function signatureOf(responseUrl: string): string {
  return new URL(responseUrl).searchParams.get('X-Amz-Signature') ?? '';
}

/** A text that holds twice as much of the signature as this holds one of them. */
function piecesOf(signature: string): readonly string[] {
  const starts = Array.from({ length: Math.floor(signature.length / PIECE) }, (_, index) => index * PIECE);
  return starts.map((start) => signature.slice(start, start + PIECE));
}

function isWrite({ service, operation }: RequestRecord): boolean {
  return service !== 'states' && !/^(Get|List|Describe)/.test(operation);
}
