/** The service, the interpreter and Lambda together, as the functions of an application see them. */
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { createVirtualTime, type VirtualTime } from '../../../simulator/core/virtual-time.ts';
import { createLambda, type Lambda } from '../../../simulator/lambda/create-lambda.ts';
import { runDefinition } from '../../../simulator/stepfunctions/run-definition.ts';
import { stepFunctions } from '../../../simulator/stepfunctions/service.ts';
import { declareStateMachine } from '../../../simulator/stepfunctions/state.ts';
import type { StatusChangeEvent } from '../../../simulator/stepfunctions/status-change-event.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { arnOf } from '../lambda/lambda-world.ts';
import { placeholder } from './definition-world.ts';

const aws = useSimulatedAws({ services: [stepFunctions] });
const definition = {
  StartAt: 'Look',
  States: {
    Look: { Type: 'Task', Resource: placeholder('LookFunctionArn'), Next: 'WhatNext' },
    WhatNext: {
      Type: 'Choice',
      Choices: [{ Variable: '$.seconds', IsPresent: false, Next: 'Done' }],
      Default: 'Pause',
    },
    Pause: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Look' },
    Done: { Type: 'Succeed' },
  },
};

let time: VirtualTime;
let lambda: Lambda;
let events: StatusChangeEvent[];
let stateMachineArn: string;

beforeEach(() => {
  time = createVirtualTime(aws.simulator.clock);
  lambda = createLambda({ time });
  events = [];
  lambda.declare(arnOf('look'), {
    handler: ({ name, n = 0 }: { name: string; n?: number }) => ({ name, n: n + 1, ...(n < 3 && { seconds: 300 }) }),
  });
  const substitutions = { LookFunctionArn: arnOf('look') };
  stateMachineArn = declareStateMachine(aws.simulator.world, {
    account: '111111111111',
    region: 'us-east-1',
    name: 'converge',
    run: runDefinition({ time, definition, substitutions, invoke: lambda.invokeSync }),
    onStatusChange: (event) => events.push(event),
  });
});

const client = () => aws.client(SFNClient);

function start(name: string) {
  return client().send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ name }) }));
}

function endings(): string[] {
  const startedAt = Date.parse('2026-01-01T00:00:00Z');
  return events.map(({ detail }) => `${(detail.stopDate! - startedAt) / 1000} ${detail.name} ${detail.status}`);
}

test('an execution that a function starts runs until it succeeds', async () => {
  lambda.declare(arnOf('starter'), { handler: ({ name }: { name: string }) => start(name).then(() => 'started') });

  lambda.invokeAsync(arnOf('starter'), { name: 'one' });
  await time.settled();

  expect(endings()).toEqual(['900 one SUCCEEDED']);
  expect(JSON.parse(events[0]!.detail.output!)).toEqual({ name: 'one', n: 4 });
});

test('an event that is delivered twice starts one execution', async () => {
  lambda.declare(arnOf('starter'), { handler: ({ name }: { name: string }) => start(name).then(() => 'started') });
  lambda.duplicateNext(arnOf('starter'), 30);

  lambda.invokeAsync(arnOf('starter'), { name: 'one' });
  await time.settled();

  const { executions } = await client().send(new ListExecutionsCommand({ stateMachineArn }));
  expect(executions?.map(({ name }) => name)).toEqual(['one']);
  expect(endings()).toEqual(['900 one SUCCEEDED']);
});

test('a stop in the middle aborts one execution, and the other goes on', async () => {
  await time.run(async () => {
    const { executionArn } = await start('one');
    await time.sleep(100);
    await start('two');
    await time.sleep(300);
    await client().send(new StopExecutionCommand({ executionArn, error: 'Superseded' }));
  });
  await time.settled();

  expect(endings()).toEqual(['400 one ABORTED', '1000 two SUCCEEDED']);
  expect(events[0]!.detail.error).toBe('Superseded');
  expect(lambda.invocations().filter(({ payload }) => payload.includes('one'))).toHaveLength(2);
});

test('an execution runs while somebody asks how it goes', async () => {
  const { executionArn } = await start('one');

  const seen = await time.run(async () => {
    const statuses: (string | undefined)[] = [];
    while (statuses.at(-1) !== 'SUCCEEDED') {
      await time.sleep(400);
      const { status } = await client().send(new DescribeExecutionCommand({ executionArn }));
      statuses.push(status);
    }
    return statuses;
  });

  expect(seen).toEqual(['RUNNING', 'RUNNING', 'SUCCEEDED']);
});
