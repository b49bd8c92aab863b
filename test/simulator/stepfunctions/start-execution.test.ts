import { DescribeExecutionCommand, ExecutionAlreadyExists, SFNClient } from '@aws-sdk/client-sfn';
import { stepFunctions } from '../../../simulator/stepfunctions/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { EXECUTION, MACHINE, type PlayedMachine, playMachine } from './played-machine.ts';

const aws = useSimulatedAws({ services: [stepFunctions] });
let machine: PlayedMachine;

beforeEach(() => {
  machine = playMachine(aws);
});

const DAY = 24 * 3600;

describe('validation', () => {
  test.each(['', 'a b', 'a/b', 'a:b', 'a{b}', 'a"b', 'a\u0085b', 'a'.repeat(81)])(
    'refuses the name "%s"',
    async (name) => {
      await expect(machine.start({ name })).rejects.toMatchObject({
        name: 'InvalidName',
        message: `Invalid Name: '${name}'`,
        $metadata: { httpStatusCode: 400 },
      });
      expect(machine.runs).toEqual([]);
    },
  );

  test('refuses a state machine that does not exist', async () => {
    await expect(machine.start({ stateMachineArn: `${MACHINE}2` })).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
      message: `State Machine Does Not Exist: '${MACHINE}2'`,
    });
  });

  test.each([
    ['converge', "Invalid Arn: 'Invalid ARN prefix: converge'"],
    [`${EXECUTION}:one`, "Invalid Arn: 'Resource type not valid in this context: execution'"],
  ])('refuses the ARN %s', async (stateMachineArn, message) => {
    await expect(machine.start({ stateMachineArn })).rejects.toMatchObject({ name: 'InvalidArn', message });
  });

  test.each(['', '{', 'text'])('refuses the input "%s"', async (input) => {
    await expect(machine.start({ input })).rejects.toMatchObject({
      name: 'InvalidExecutionInput',
      message: expect.stringMatching(/^Invalid State Machine Execution Input: '.+'$/),
    });
  });

  test('refuses an input of more than 256 KiB', async () => {
    const fits = JSON.stringify('ä'.repeat((262_144 - 2) / 2));

    await expect(machine.start({ name: 'fits', input: fits })).resolves.toBeDefined();
    await expect(machine.start({ input: `${fits} ` })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Member must have length less than or equal to 262144'),
    });
  });

  test('refuses a name that runs with another input', async () => {
    await machine.start({ input: '{"n":1}' });

    const again = machine.start({ input: '{"n":2}' });

    await expect(again).rejects.toBeInstanceOf(ExecutionAlreadyExists);
    await expect(again).rejects.toThrow(`Execution Already Exists: '${EXECUTION}:one'`);
  });

  test('refuses the name of an execution that has ended, with the same input too', async () => {
    await machine.start();
    await machine.end('one', { status: 'SUCCEEDED', output: '{}' });

    await expect(machine.start()).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });
});

describe('behavior', () => {
  test('starts an execution and runs it', async () => {
    const started = await machine.start({ input: '{"n":1}' });

    const startDate = new Date('2026-01-01T00:00:00Z');
    expect(started).toMatchObject({ executionArn: `${EXECUTION}:one`, startDate });
    expect(machine.runs).toEqual([
      {
        executionArn: `${EXECUTION}:one`,
        name: 'one',
        stateMachineArn: MACHINE,
        stateMachineName: 'converge',
        input: '{"n":1}',
        startDate,
      },
    ]);
  });

  test('makes up a name, and an empty input', async () => {
    const { executionArn } = await machine.start({ name: undefined });

    expect(executionArn).toMatch(/:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(machine.runs).toMatchObject([{ input: '{}' }]);
  });

  test('answers the same for the same start once more while it runs', async () => {
    const first = await machine.start();
    aws.simulator.clock.advance(60);

    const again = await machine.start();

    expect([again.executionArn, again.startDate]).toEqual([first.executionArn, first.startDate]);
    expect(machine.runs).toHaveLength(1);
  });

  test('gives a name again 90 days after its execution has ended', async () => {
    await machine.start();
    await machine.end('one', { status: 'SUCCEEDED', output: '{}' });
    aws.simulator.clock.advance(90 * DAY);

    const describe = new DescribeExecutionCommand({ executionArn: `${EXECUTION}:one` });
    await expect(aws.client(SFNClient).send(describe)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    await expect(machine.start()).resolves.toMatchObject({ startDate: new Date('2026-04-01T00:00:00Z') });
  });

  test('keeps the state machines of accounts and Regions apart', async () => {
    const elsewhere = MACHINE.replace('us-east-1', 'eu-west-1');

    await expect(machine.start({ stateMachineArn: elsewhere })).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
  });

  test('speaks JSON 1.0', async () => {
    const response = await fetch(aws.simulator.endpoint, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AWSStepFunctions.StartExecution',
        'content-type': 'application/x-amz-json-1.0',
        authorization:
          'AWS4-HMAC-SHA256 Credential=111111111111/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify({ stateMachineArn: MACHINE, name: 'one' }),
    });

    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(await response.json()).toEqual({ executionArn: `${EXECUTION}:one`, startDate: 1_767_225_600 });
  });
});
