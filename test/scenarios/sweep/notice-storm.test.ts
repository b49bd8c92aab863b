/** Guards against: a sweep for each of hundreds of events, an event that stops the others, a change of somebody's that nobody remembers. */
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { keepChange } from '../../../functions/notice/kept-changes.ts';
import { readKnown } from '../../../functions/notice/known-edges.ts';
import { type Noticed, noticeChange } from '../../../functions/notice/notice-change.ts';
import { startExecution } from '../../../functions/reconciler/aws/start-execution.ts';
import { declareStateMachine } from '../../../simulator/stepfunctions/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { TOOL_ACCOUNT, useSweep } from '../../support/simulated-sweep.ts';
import { MEMBERS } from '../../support/swept-accounts.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);
const SLOT_SECONDS = 180;

/** As handler.ts wires it, with a state machine that does nothing. */
function noticing() {
  const place = { account: TOOL_ACCOUNT, region: 'eu-west-1' };
  const stateMachineArn = declareStateMachine(aws.simulator.world, {
    ...place,
    name: 'SweepStateMachine',
    run: () => ({ ending: Promise.resolve({ status: 'SUCCEEDED', output: '{}' }), stop() {} }),
  });
  const states = aws.client(SFNClient, place);
  const { memory, clock, log } = sweep.context();
  const notice = (event: unknown): Promise<Noticed> =>
    noticeChange(event, {
      clock,
      log,
      ownNames: ['secure-api-edge'],
      zoneRoles: [],
      regions: [],
      slotSeconds: SLOT_SECONDS,
      known: (change) => readKnown(memory, change, []),
      keepChange: (change) => keepChange(memory, change),
      startSweep: (name, input) => startExecution(states, { stateMachineArn, name, input: JSON.stringify(input) }),
    });
  const sweeps = async () => {
    const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1000 }));
    return executions.map(({ name }) => name!).sort();
  };
  return { notice, sweeps, memory };
}

function change(account: string, id: string, facts: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    account,
    region: 'us-east-1',
    detail: {
      eventSource: 'cloudfront.amazonaws.com',
      eventName: 'UpdateDistribution',
      eventTime: new Date(aws.simulator.clock.now()).toISOString(),
      requestParameters: { id: 'E1EXAMPLE' },
      userIdentity: { arn: `arn:aws:sts::${account}:assumed-role/Admin/alice` },
      ...facts,
    },
  };
}

/** Hundreds of events at once, of all accounts in turn. */
async function storm(notice: (event: unknown) => Promise<Noticed>, from: number, count: number) {
  const events = Array.from({ length: count }, (_, at) => change(MEMBERS[at % MEMBERS.length]!, `event-${from + at}`));
  return Promise.all(events.map(notice));
}

test('a storm of events is one sweep for each account and slot, and every change is remembered', async () => {
  const { notice, sweeps, memory } = noticing();

  const first = await storm(notice, 0, 300);
  aws.simulator.clock.advance(SLOT_SECONDS);
  await storm(notice, 300, 150);

  expect(first.every((answer) => answer !== 'ignored')).toBe(true);
  const started = await sweeps();
  expect(started).toHaveLength(2 * MEMBERS.length);
  for (const account of MEMBERS) {
    expect(started.filter((name) => name.startsWith(`change-${account}-`))).toHaveLength(2);
    expect(await memory.list(`changes/${account}/`)).toMatchObject({ value: { length: 150 } });
  }
});

test('events that are none of these start nothing, and stop nobody else', async () => {
  const { notice, sweeps } = noticing();
  const [account] = MEMBERS;
  const malformed: unknown[] = [
    undefined,
    null,
    'UpdateDistribution',
    [],
    {},
    { ...change(account, '1'), account: '../../runs/1' },
    { ...change(account, '2'), detail: null },
    { ...change(account, 'x'.repeat(10_000)) },
    change(account, '3', { eventTime: 'yesterday' }),
    change(account, '4', { eventSource: '__proto__' }),
    change(account, '5', { eventSource: 'constructor' }),
    change(account, '6', { eventName: 'toString' }),
    change(account, '7', { recipientAccountId: '*' }),
    change(account, '8', { userIdentity: 'root' }),
  ];

  const answers = await Promise.all(malformed.map(notice));
  const good = await notice(change(account, 'good'));

  expect(new Set(answers)).toEqual(new Set(['ignored']));
  expect(good).toBe('started');
  expect(await sweeps()).toHaveLength(1);
});

test('an id that looks like a path, and a request of any depth, change nothing but their own row', async () => {
  const { notice, memory } = noticing();
  const [account] = MEMBERS;
  const deep = Array.from({ length: 200 }).reduce<unknown>((inner) => ({ inner }), 'E1EXAMPLE');

  await notice(change(account, '../../known/222222222222'));
  await notice(
    change(account, 'deep', { requestParameters: deep, userIdentity: { arn: '\u001b[2J\u202e'.repeat(100) } }),
  );

  expect(await memory.list(`changes/${account}/`)).toMatchObject({ value: { length: 2 } });
  expect(await memory.get('known/222222222222')).toEqual({ kind: 'answered', value: undefined });
});
