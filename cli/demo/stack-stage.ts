import { deployProduct } from '../../infra/simulated/deploy-product.ts';
import { ACCOUNT, FUNCTIONS, functionArn, REGION, readDeployedDoor } from '../../infra/simulated/deployed-door.ts';
import {
  createCloudFormation,
  type SimulatedCloudFormation,
} from '../../simulator/cloudformation/create-cloudformation.ts';
import type { CustomResourceRequest } from '../../simulator/cloudformation/custom-resource-request.ts';
import type { StackDescription } from '../../simulator/cloudformation/describe-stack.ts';
import { type ResponsePut, startResponseReceiver } from '../../simulator/cloudformation/response-receiver.ts';
import type { Template } from '../../simulator/cloudformation/template.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { createVirtualTime } from '../../simulator/core/virtual-time.ts';
import { startDataPlane } from '../../simulator/data-plane/start-data-plane.ts';
import type { Estate } from '../../simulator/estates/estate.ts';
import { loadEstate } from '../../simulator/estates/load-estate.ts';
import { createLambda } from '../../simulator/lambda/create-lambda.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';
import { type Execution, stepFunctionsState } from '../../simulator/stepfunctions/state.ts';
import { createCaller } from './caller.ts';
import { type Calls, call } from './calls.ts';
import { findLeftovers } from './leftovers.ts';
import { type ReadBack, readBack } from './read-back.ts';
import { SHOP } from './shop-estate.ts';
import { simulatedNetwork } from './simulated-network.ts';
import { recordStackMoments, type StackMoments } from './stack-moments.ts';

/** One request of CloudFormation, and what arrived for it. */
export interface AskedAndAnswered {
  readonly event: CustomResourceRequest;
  readonly puts: readonly ResponsePut[];
}

/** Where a stack is created: CloudFormation, Lambda and Step Functions, and the product as template.yaml deploys it, in simulated time. */
export interface StackStage {
  readonly cloudFormation: SimulatedCloudFormation;
  readonly moments: StackMoments;
  /** Simulated seconds from when the stage was opened until then, or now. */
  readonly seconds: (at?: number | Date) => number;
  /** How long CloudFront takes to deploy what it is told from now on. */
  readonly deployIn: (seconds: number) => void;
  readonly call: () => Promise<Calls>;
  readonly readBack: () => Promise<ReadBack | undefined>;
  readonly leftovers: () => Promise<readonly string[]>;
  readonly requests: () => readonly AskedAndAnswered[];
  readonly executions: () => readonly Execution[];
  /** When tasks of the state machine ran. */
  readonly taskSeconds: () => readonly number[];
  /** Until nothing goes on any more. */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function openStackStage(estate: Estate): Promise<StackStage> {
  const simulator = await startSimulator({ estate: (started) => loadEstate(started, estate) });
  const plane = await startDataPlane(simulator);
  const time = createVirtualTime(simulator.clock);
  const receiver = await startResponseReceiver(time);
  const lambda = createLambda({ time });
  const start = time.clock.now();
  const seconds = (at: number | Date = time.clock.now()) => (Number(at) - start) / 1000;
  const events: CustomResourceRequest[] = [];
  const executions = () => [...simulator.world.state(stepFunctionsState, ACCOUNT, REGION).executions.values()];

  const moments = recordStackMoments({ seconds, stack: () => findStack(cloudFormation), executions });
  const product = deployProduct(readDeployedDoor(), {
    ...{ simulator, time, lambda, receiver },
    network: simulatedNetwork(plane),
    onPut: moments.onProgress,
    onLogLine: moments.onLogLine,
  });
  const invoke = (serviceToken: string, event: unknown) => {
    moments.onProgress();
    events.push(event as CustomResourceRequest);
    lambda.invokeAsync(serviceToken, event);
  };
  const cloudFormation = createCloudFormation({ time, region: REGION, account: ACCOUNT, invoke, receiver });
  const caller = createCaller(plane, time.clock);

  return {
    cloudFormation,
    moments,
    seconds,
    deployIn(duration) {
      simulator.world.state(cloudFront, ACCOUNT).deploymentSeconds = duration;
    },
    // Time stands still for whoever is at work.
    call: () => time.run(() => call(caller, SHOP)),
    readBack: () => time.run(async () => (await readBack(product.clients, [SHOP]))[0]),
    leftovers: () => time.run(() => findLeftovers(product.clients)),
    requests: () => events.map((event) => ({ event, puts: receiver.putsOf(event.ResponseURL) })),
    executions,
    taskSeconds: () =>
      lambda
        .invocations()
        .filter(({ functionArn: arn }) => arn === functionArn(FUNCTIONS.stepping))
        .map(({ startedAt }) => seconds(startedAt)),
    settled: time.settled,
    async stop() {
      product.stop();
      await receiver.stop();
      await plane.stop();
      await simulator.stop();
    },
  };
}

export const STACK = 'shop';

/** What a person writes into a template, with the time that they give CloudFormation. */
export function templateWith(serviceTimeout: number): Template {
  const ServiceToken = functionArn(FUNCTIONS.taking);
  const Properties = { ServiceToken, ServiceTimeout: serviceTimeout, DomainName: SHOP };
  return {
    Resources: { Edge: { Type: 'Custom::SecureApiEdge', Properties } },
    Outputs: { Distribution: { Value: { 'Fn::GetAtt': ['Edge', 'DistributionId'] } } },
  };
}

/** Absent until the first stack is created. */
function findStack(cloudFormation: SimulatedCloudFormation): StackDescription | undefined {
  try {
    return cloudFormation.stack(STACK);
  } catch {
    return undefined;
  }
}
