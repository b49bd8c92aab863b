import { stepFunctions } from '../../../simulator/stepfunctions/service.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { EXECUTION, MACHINE, type PlayedMachine, playMachine } from './played-machine.ts';

const aws = useSimulatedAws({ services: [stepFunctions] });
let machine: PlayedMachine;

beforeEach(() => {
  machine = playMachine(aws);
});

test('tells of an execution that has ended, as EventBridge does', async () => {
  await machine.start({ input: '{"n":1}' });
  aws.simulator.clock.advance(90);

  await machine.end('one', { status: 'FAILED', error: 'Broken', cause: 'because' });

  expect(machine.events).toEqual([
    {
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Step Functions Execution Status Change',
      source: 'aws.states',
      account: '111111111111',
      time: '2026-01-01T00:01:30Z',
      region: 'us-east-1',
      resources: [`${EXECUTION}:one`],
      detail: {
        executionArn: `${EXECUTION}:one`,
        stateMachineArn: MACHINE,
        name: 'one',
        status: 'FAILED',
        startDate: Date.parse('2026-01-01T00:00:00Z'),
        stopDate: Date.parse('2026-01-01T00:01:30Z'),
        input: '{"n":1}',
        output: null,
        inputDetails: { included: true },
        outputDetails: null,
        error: 'Broken',
        cause: 'because',
        stateMachineVersionArn: null,
        stateMachineAliasArn: null,
      },
    },
  ]);
});

test.each([
  ['input', 150, 120, { inputDetails: { included: false }, outputDetails: { included: true }, input: null }],
  ['input and output', 1, 250, { inputDetails: { included: false }, outputDetails: { included: false }, output: null }],
])('leaves out %s where both are too large together', async (_what, inputKiB, outputKiB, detail) => {
  const text = (kib: number) => JSON.stringify('a'.repeat(kib * 1024));
  await machine.start({ input: text(inputKiB) });

  await machine.end('one', { status: 'SUCCEEDED', output: text(outputKiB) });

  expect(machine.events).toMatchObject([{ detail }]);
});
