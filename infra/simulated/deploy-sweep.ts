/**
 * The sweep, put together as its handler does, on the simulator: real SDK clients over loopback. Deployed, it is the state machine of
 * infra/state-machines/sweep.asl.yaml in simulated time.
 */
import { readFileSync } from 'node:fs';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { parse } from 'yaml';
import type { Clock } from '../../functions/reconciler/model/clock.ts';
import { runStep } from '../../functions/sweep/run-step.ts';
import { startingEvent } from '../../functions/sweep/step-input.ts';
import type { VirtualTime } from '../../simulator/core/virtual-time.ts';
import { createLambda } from '../../simulator/lambda/create-lambda.ts';
import type { InvocationContext } from '../../simulator/lambda/invocation.ts';
import type { Simulator } from '../../simulator/start-simulator.ts';
import { runDefinition } from '../../simulator/stepfunctions/run-definition.ts';
import { declareStateMachine } from '../../simulator/stepfunctions/state.ts';
import { type Environment, openSweepTools, type SweepPlace } from './sweep-tools.ts';

/** One invocation of the function, once it is over. */
export interface SweepStep {
  readonly at: number;
  readonly input: unknown;
  readonly answer: unknown;
}

export interface DeployedPlace extends SweepPlace {
  readonly simulator: Simulator;
  readonly time: VirtualTime;
  /** Of the function. The bucket that it names exists already. */
  readonly environment: Environment;
  readonly onStep?: (step: SweepStep) => void;
}

export interface EndedSweep {
  readonly status: string;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Where the report is kept in the bucket; undefined where none was written. */
  readonly reportKey: string | undefined;
}

export interface DeployedSweep {
  readonly stateMachineArn: string;
  /** Runs until nothing goes on any more. */
  execute(run: { readonly id: string; readonly event?: unknown }): Promise<EndedSweep>;
}

const TIMEOUT_SECONDS = 900;
const MACHINE = new URL('../state-machines/sweep.asl.yaml', import.meta.url);

export function deploySweep(place: DeployedPlace): DeployedSweep {
  const { simulator, time, account, region, environment, onStep } = place;
  const { world } = simulator;
  const clock: Clock = { now: () => new Date(time.clock.now()), sleep: time.sleep };
  const lambda = createLambda({ time });
  const functionArn = `arn:aws:lambda:${region}:${account}:function:SweepFunction`;

  let reportKey: string | undefined;
  lambda.declare(functionArn, {
    timeoutSeconds: TIMEOUT_SECONDS,
    handler: async (input: unknown, invocation: InvocationContext) => {
      const tools = openSweepTools(place);
      try {
        const remainingSeconds = () => invocation.getRemainingTimeInMillis() / 1000;
        const event = startingEvent(input);
        const answer = await runStep(input, tools.context({ clock, environment, event, remainingSeconds }));
        if (typeof answer === 'object' && answer !== null && 'reportKey' in answer)
          reportKey = String(answer.reportKey);
        onStep?.({ at: time.clock.now(), input, answer });
        return answer;
      } finally {
        tools.destroy();
      }
    },
  });
  const stateMachineArn = declareStateMachine(world, {
    account,
    region,
    name: 'SweepStateMachine',
    run: runDefinition({
      time,
      definition: parse(readFileSync(MACHINE, 'utf8')),
      substitutions: { SweepFunctionArn: functionArn, Partition: 'aws' },
      invoke: lambda.invokeSync,
      world,
    }),
  });
  return {
    stateMachineArn,
    async execute({ id, event = {} }) {
      const credentials = { accessKeyId: account, secretAccessKey: 'simulated' };
      reportKey = undefined;
      const client = new SFNClient({ endpoint: simulator.endpoint, region, credentials, maxAttempts: 1 });
      try {
        const start = new StartExecutionCommand({ stateMachineArn, name: id, input: JSON.stringify(event) });
        const { executionArn } = await time.run(() => client.send(start));
        await time.settled();
        const ended = await client.send(new DescribeExecutionCommand({ executionArn }));
        return { status: ended.status ?? '', error: ended.error, cause: ended.cause, reportKey };
      } finally {
        client.destroy();
      }
    },
  };
}
