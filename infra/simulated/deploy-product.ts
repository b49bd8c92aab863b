/**
 * The product's three functions and its state machine, put together as their handlers and template.yaml do, on the simulator: real SDK clients over
 * loopback, simulated time.
 */
import { SFNClient } from '@aws-sdk/client-sfn';
import { answerEvent } from '../../functions/custom-resource/answer-event.ts';
import { createBegin } from '../../functions/custom-resource/continuation/begin.ts';
import { createExecutions } from '../../functions/custom-resource/continuation/executions.ts';
import { runStep } from '../../functions/custom-resource/continuation/run-step.ts';
import { createConvergeWhile } from '../../functions/custom-resource/converge-while.ts';
import type { Invocation, Log } from '../../functions/custom-resource/invocation.ts';
import { putResponse } from '../../functions/custom-resource/send-response.ts';
import { parseAddressKey, parseSettings, parseStateMachine } from '../../functions/custom-resource/settings.ts';
import { answerUnanswered } from '../../functions/custom-resource/unanswered/answer-unanswered.ts';
import { type AwsClients, createAwsClients } from '../../functions/reconciler/aws/clients.ts';
import { InvariantError } from '../../functions/reconciler/model/errors.ts';
import type { ProbeNetwork } from '../../functions/reconciler/network/probe-network.ts';
import { isStillAtWork } from '../../functions/reconciler/pause.ts';
import { createProver } from '../../functions/reconciler/prove/prover.ts';
import type { Put, ResponseReceiver } from '../../simulator/cloudformation/response-receiver.ts';
import type { VirtualTime } from '../../simulator/core/virtual-time.ts';
import type { Lambda } from '../../simulator/lambda/create-lambda.ts';
import type { InvocationContext } from '../../simulator/lambda/invocation.ts';
import type { Simulator } from '../../simulator/start-simulator.ts';
import { runDefinition } from '../../simulator/stepfunctions/run-definition.ts';
import { declareStateMachine } from '../../simulator/stepfunctions/state.ts';
import {
  ACCOUNT,
  type DeployedDoor,
  type DeployedFunction,
  FUNCTIONS,
  type FunctionId,
  functionArn,
  matchesPattern,
  REGION,
  STATE_MACHINE,
} from './deployed-door.ts';

export interface ProductWorld {
  readonly simulator: Simulator;
  readonly time: VirtualTime;
  readonly lambda: Lambda;
  readonly receiver: ResponseReceiver;
  /** What befalls invocations. @default nothing */
  readonly fate?: Fate;
  /** Around the clients that all functions share. @default nothing is */
  readonly hook?: (clients: AwsClients) => AwsClients;
  /** Where proofs are taken. @default nowhere: CloudFront's word that a distribution is deployed is enough */
  readonly network?: ProbeNetwork;
  /** Called before every attempt to answer. */
  readonly onPut?: () => void;
  readonly onLogLine: (line: string) => void;
}

/** Stands around every invocation, and around what it reaches for outside AWS. */
export interface Fate {
  live<T>(activity: () => Promise<T>): Promise<T>;
  whileAlive<Arguments extends unknown[], T>(
    reach: (...given: Arguments) => Promise<T>,
  ): (...given: Arguments) => Promise<T>;
}

export interface Product {
  /** For looks beside the custom resource's. */
  readonly clients: AwsClients;
  readonly stop: () => void;
}

const UNDISTURBED: Fate = { live: (activity) => activity(), whileAlive: (reach) => reach };

/** As `ATTEMPT_SECONDS` of send-response.ts, in simulated time. */
const PUT_SECONDS = 2;

export function deployProduct(door: DeployedDoor, world: ProductWorld): Product {
  const { simulator, time, lambda, network, fate = UNDISTURBED } = world;
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'simulated' };
  const connection = { endpoint: simulator.endpoint, credentials, maxAttempts: 1 };
  const sfn = new SFNClient({ ...connection, region: REGION });
  const made = createAwsClients(connection);
  const clients = world.hook?.({ ...made, sfn } as AwsClients) ?? made;

  const declare = (id: FunctionId, run: (event: unknown, invocation: Invocation, own: DeployedFunction) => unknown) => {
    const own = door.functions[id];
    const handler = (event: unknown, context: InvocationContext) =>
      fate.live(async () => run(event, invocationOf(context, fate, world), own));
    lambda.declare(functionArn(id), { handler, timeoutSeconds: own.timeoutSeconds, asyncConfig: own.asyncConfig });
  };

  declare(FUNCTIONS.taking, (event, invocation, { environment }) =>
    answerEvent(event, invocation, ({ clock, log }) => {
      const settings = parseStateMachine(environment);
      if (settings === undefined) throw new InvariantError('template.yaml names the state machine to the function');
      const { arn, addressKey } = settings;
      const executions = createExecutions(sfn, arn);
      return { kind: 'execution', begin: createBegin({ executions, addressKey, clock, log }) };
    }),
  );
  declare(FUNCTIONS.stepping, (event, invocation, { environment }) => {
    const settings = parseSettings(environment);
    const { clock } = invocation;
    return runStep(event, invocation, {
      addressKey: parseAddressKey(environment),
      pollSeconds: settings.pollSeconds,
      convergeWhile: createConvergeWhile(settings, {
        clients,
        clock,
        ...(network && { prover: createProver(network, clock) }),
      }),
      isStillAtWork: (watch) => isStillAtWork(clients, watch),
    });
  });
  declare(FUNCTIONS.answering, (event, invocation, { environment }) =>
    answerUnanswered(event, invocation, parseAddressKey(environment)),
  );

  const { definition, substitutions, pattern } = door;
  declareStateMachine(simulator.world, {
    account: ACCOUNT,
    region: REGION,
    name: STATE_MACHINE,
    run: runDefinition({ time, definition, substitutions, invoke: lambda.invokeSync }),
    onStatusChange: (event) => {
      if (matchesPattern(pattern, event)) lambda.invokeAsync(functionArn(FUNCTIONS.answering), event);
    },
  });
  return {
    clients,
    stop() {
      made.destroy();
      sfn.destroy();
    },
  };
}

function invocationOf(
  context: InvocationContext,
  fate: Fate,
  { time, receiver, onPut, onLogLine }: ProductWorld,
): Invocation {
  const send = impatient(receiver.through(putResponse), time);
  return {
    clock: { now: () => new Date(time.clock.now()), sleep: fate.whileAlive(time.sleep) },
    startTimer(seconds) {
      const { promise: elapsed, resolve } = Promise.withResolvers<void>();
      return { elapsed, cancel: time.after(seconds, resolve) };
    },
    remainingSeconds: () => context.getRemainingTimeInMillis() / 1000,
    place: 'aws',
    logGroup: context.logGroupName,
    requestId: context.awsRequestId,
    put: fate.whileAlive((url, body) => {
      onPut?.();
      return send(url, body);
    }),
    log: logTo(onLogLine),
    print: (answer) => {
      throw new Error(`printed instead of sent: ${answer}`);
    },
  };
}

/** Gives up in simulated time; what is on its way arrives all the same. */
function impatient(put: Put, time: VirtualTime): Put {
  return (url, body) => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const cancel = time.after(PUT_SECONDS, () => reject(new DOMException('the operation timed out', 'TimeoutError')));
    const arriving = time.run(() => put(url, body));
    arriving.catch(() => {});
    return time.awaiting(Promise.race([arriving, late])).finally(cancel);
  };
}

function logTo(onLogLine: (line: string) => void): Log {
  const write: Log['info'] = (message, facts = {}) => onLogLine(JSON.stringify({ message, ...facts }));
  return { info: write, error: write };
}
