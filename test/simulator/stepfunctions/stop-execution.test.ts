import {
  DescribeExecutionCommand,
  SFNClient,
  StopExecutionCommand,
  type StopExecutionInput,
} from '@aws-sdk/client-sfn';
import { stepFunctions } from '../../../simulator/stepfunctions/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { EXECUTION, MACHINE, type PlayedMachine, playMachine } from './played-machine.ts';

const aws = useSimulatedAws({ services: [stepFunctions] });
const executionArn = `${EXECUTION}:one`;
let machine: PlayedMachine;

beforeEach(async () => {
  machine = playMachine(aws);
  await machine.start();
});

function stop(input: Partial<StopExecutionInput> = {}) {
  return aws.client(SFNClient).send(new StopExecutionCommand({ executionArn, ...input }));
}

function describeIt() {
  return aws.client(SFNClient).send(new DescribeExecutionCommand({ executionArn }));
}

describe('validation', () => {
  test('refuses an execution that does not exist', async () => {
    await expect(stop({ executionArn: `${EXECUTION}:two` })).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
      message: `Execution Does Not Exist: '${EXECUTION}:two'`,
    });
  });

  test('refuses the ARN of a state machine', async () => {
    await expect(stop({ executionArn: MACHINE })).rejects.toMatchObject({
      name: 'InvalidArn',
      message: "Invalid Arn: 'Resource type not valid in this context: stateMachine'",
    });
  });

  test.each([{ error: 'e'.repeat(257) }, { cause: 'c'.repeat(32_769) }])('refuses what is too long', async (input) => {
    await expect(stop(input)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(machine.stopped).toEqual([]);
  });
});

describe('behavior', () => {
  test('aborts an execution, with error and cause', async () => {
    aws.simulator.clock.advance(90);

    const { stopDate } = await stop({ error: 'Superseded', cause: 'a newer request' });

    expect(stopDate).toEqual(new Date('2026-01-01T00:01:30Z'));
    expect(machine.stopped).toEqual(['one']);
    expect(await describeIt()).toMatchObject({
      status: 'ABORTED',
      stopDate,
      error: 'Superseded',
      cause: 'a newer request',
    });
  });

  test('leaves an execution that has ended as it is, and answers when it ended', async () => {
    await machine.end('one', { status: 'SUCCEEDED', output: '1' });
    aws.simulator.clock.advance(90);

    const { stopDate } = await stop({ error: 'TooLate' });

    expect(stopDate).toEqual(new Date('2026-01-01T00:00:00Z'));
    const { status, error } = await describeIt();
    expect([status, error]).toEqual(['SUCCEEDED', undefined]);
  });

  test('ignores how an execution ends after it was stopped', async () => {
    await stop();

    await machine.end('one', { status: 'SUCCEEDED', output: '1' });

    const { status, output } = await describeIt();
    expect([status, output]).toEqual(['ABORTED', undefined]);
    expect(machine.events).toHaveLength(1);
  });

  test('tells the listener', async () => {
    await stop({ error: 'Superseded' });

    expect(machine.events).toMatchObject([{ detail: { status: 'ABORTED', error: 'Superseded', cause: null } }]);
  });
});
