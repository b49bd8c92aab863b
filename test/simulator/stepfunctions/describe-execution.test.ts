import { DescribeExecutionCommand, type DescribeExecutionInput, SFNClient } from '@aws-sdk/client-sfn';
import { stepFunctions } from '../../../simulator/stepfunctions/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { EXECUTION, MACHINE, type PlayedMachine, playMachine } from './played-machine.ts';

const aws = useSimulatedAws({ services: [stepFunctions] });
const executionArn = `${EXECUTION}:one`;
let machine: PlayedMachine;

beforeEach(async () => {
  machine = playMachine(aws);
  await machine.start({ input: '{"n":1}' });
});

async function describeIt(input: Partial<DescribeExecutionInput> = {}) {
  const command = new DescribeExecutionCommand({ executionArn, ...input });
  const { $metadata, ...answer } = await aws.client(SFNClient).send(command);
  return answer;
}

const common = {
  executionArn,
  stateMachineArn: MACHINE,
  name: 'one',
  startDate: new Date('2026-01-01T00:00:00Z'),
  input: '{"n":1}',
  inputDetails: { included: true },
  redriveCount: 0,
};

describe('validation', () => {
  test('refuses an execution that does not exist', async () => {
    await expect(describeIt({ executionArn: `${EXECUTION}:two` })).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    });
  });

  test('refuses data that it does not know', async () => {
    await expect(describeIt({ includedData: 'SOME' as never })).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('behavior', () => {
  test('shows an execution that runs', async () => {
    expect(await describeIt()).toEqual({
      ...common,
      status: 'RUNNING',
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
    });
  });

  test('shows the output of one that succeeded', async () => {
    aws.simulator.clock.advance(5);
    await machine.end('one', { status: 'SUCCEEDED', output: '{"done":true}' });

    expect(await describeIt()).toEqual({
      ...common,
      status: 'SUCCEEDED',
      stopDate: new Date('2026-01-01T00:00:05Z'),
      output: '{"done":true}',
      outputDetails: { included: true },
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    });
  });

  test.each(['FAILED', 'TIMED_OUT'] as const)('shows why one is %s', async (status) => {
    await machine.end('one', { status, error: 'Broken', cause: 'because' });

    expect(await describeIt()).toEqual({
      ...common,
      status,
      stopDate: new Date('2026-01-01T00:00:00Z'),
      error: 'Broken',
      cause: 'because',
      redriveStatus: 'REDRIVABLE',
    });
  });

  test('shows no data where only metadata is asked for', async () => {
    await machine.end('one', { status: 'FAILED', error: 'Broken' });

    const answer = await describeIt({ includedData: 'METADATA_ONLY' });

    expect(answer).toMatchObject({ status: 'FAILED' });
    expect(Object.keys(answer).filter((key) => /input|output|error|cause/.test(key))).toEqual([]);
  });
});
