import {
  ListExecutionsCommand,
  type ListExecutionsInput,
  paginateListExecutions,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { stepFunctions } from '../../../simulator/stepfunctions/service.ts';
import { declareStateMachine } from '../../../simulator/stepfunctions/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { MACHINE, type PlayedMachine, playMachine } from './played-machine.ts';

const aws = useSimulatedAws({ services: [stepFunctions] });
let machine: PlayedMachine;

beforeEach(() => {
  machine = playMachine(aws);
});

function list(input: Partial<ListExecutionsInput> = {}) {
  return aws.client(SFNClient).send(new ListExecutionsCommand({ stateMachineArn: MACHINE, ...input }));
}

async function namesOf(input: Partial<ListExecutionsInput> = {}): Promise<(string | undefined)[]> {
  const { executions = [] } = await list(input);
  return executions.map(({ name }) => name);
}

async function start(...names: string[]): Promise<void> {
  for (const name of names) await machine.start({ name });
}

describe('validation', () => {
  test('refuses a state machine that does not exist', async () => {
    await expect(list({ stateMachineArn: `${MACHINE}2` })).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  });

  test.each([
    [{ statusFilter: 'GONE' as never }, 'Member must satisfy enum value set'],
    [{ maxResults: 1001 }, 'Member must have value less than or equal to 1000'],
    [{ maxResults: -1 }, 'Member must have value greater than or equal to 0'],
  ])('refuses %p', async (input, message) => {
    await expect(list(input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  test('refuses a token that it did not give', async () => {
    await expect(list({ nextToken: 'made-up' })).rejects.toMatchObject({ name: 'InvalidToken' });
  });
});

describe('behavior', () => {
  test('begins with the newest, also of those that started at the same instant', async () => {
    await start('a', 'b');
    aws.simulator.clock.advance(1);
    await start('c');

    expect(await namesOf()).toEqual(['c', 'b', 'a']);
  });

  test('shows what an execution is', async () => {
    await start('a');
    await machine.end('a', { status: 'FAILED' });

    const { executions } = await list();

    expect(executions).toEqual([
      {
        executionArn: `${MACHINE.replace(':stateMachine:', ':execution:')}:a`,
        stateMachineArn: MACHINE,
        name: 'a',
        status: 'FAILED',
        startDate: new Date('2026-01-01T00:00:00Z'),
        stopDate: new Date('2026-01-01T00:00:00Z'),
        redriveCount: 0,
      },
    ]);
  });

  test('shows those of one status', async () => {
    await start('a', 'b');
    await machine.end('a', { status: 'FAILED' });

    expect(await namesOf({ statusFilter: 'RUNNING' })).toEqual(['b']);
    expect(await namesOf({ statusFilter: 'FAILED' })).toEqual(['a']);
    expect(await namesOf({ statusFilter: 'ABORTED' })).toEqual([]);
  });

  test('shows none that was redriven', async () => {
    await start('a');

    expect(await namesOf({ redriveFilter: 'REDRIVEN' })).toEqual([]);
    expect(await namesOf({ redriveFilter: 'NOT_REDRIVEN' })).toEqual(['a']);
  });

  test('shows no executions of another state machine', async () => {
    const { world } = aws.simulator;
    const run = () => ({ ending: new Promise<never>(() => {}), stop: () => {} });
    const other = declareStateMachine(world, { account: '111111111111', region: 'us-east-1', name: 'other', run });
    await start('a');

    expect(await namesOf({ stateMachineArn: other })).toEqual([]);
  });

  test('answers small pages where no size is asked for, and all of them in order', async () => {
    await start('a', 'b', 'c', 'd');

    const pages: (string | undefined)[][] = [];
    for await (const { executions = [] } of paginateListExecutions(
      { client: aws.client(SFNClient) },
      { stateMachineArn: MACHINE },
    )) {
      pages.push(executions.map(({ name }) => name));
    }

    expect(pages).toEqual([['d', 'c', 'b'], ['a']]);
  });

  test('answers as many as asked for', async () => {
    await start('a', 'b', 'c', 'd');

    expect(await namesOf({ maxResults: 4 })).toEqual(['d', 'c', 'b', 'a']);
    expect(await namesOf({ maxResults: 1 })).toEqual(['d']);
  });

  test('goes on after the last page when newer executions have come', async () => {
    await start('a', 'b');
    const { nextToken } = await list({ maxResults: 1 });
    await start('c');

    expect(await namesOf({ nextToken })).toEqual(['a']);
  });
});
