/** Guards against: a state machine that stops half-way, forgets what it found, or ends as if all were well. */
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { declareEventBus, eventsOn } from '../../../simulator/eventbridge/state.ts';
import { declareTopic, messagesOf } from '../../../simulator/sns/state.ts';
import { declareStateMachine } from '../../../simulator/stepfunctions/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { TOOL_ACCOUNT, useSweep } from '../../support/simulated-sweep.ts';
import { DRIFTED, MEMBERS, seedAccounts, seedOrganization, sweptAccount } from '../../support/swept-accounts.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);
const ORGANIZATION = { SWEPT_ACCOUNTS: 'organization', EXCLUDED_ACCOUNTS: TOOL_ACCOUNT };
const SCHEDULE = { source: 'aws.scheduler' };

test('sweeps an organization from its list of accounts to its report', async () => {
  await seedOrganization(aws);

  const { status, report } = await sweep.execute(ORGANIZATION, { event: SCHEDULE });

  expect(status).toBe('SUCCEEDED');
  expect(report.run).toMatchObject({
    id: expect.stringMatching(/^run-1-\d{14}$/),
    mode: 'remediate',
    trigger: 'schedule',
  });
  expect(report.accounts.map(({ id, name }) => [id, name])).toEqual([
    [MEMBERS[0], 'one'],
    [MEMBERS[1], 'two'],
    [MEMBERS[2], 'three'],
  ]);
  expect(report.summary.byResult).toMatchObject({ 'in-sync': 2, fixed: 1 });
});

test('waits until CloudFront has deployed, looks again, and reports the edge as fixed', async () => {
  await seedOrganization(aws);
  const before = aws.simulator.clock.now();

  const { report } = await sweep.execute(ORGANIZATION);

  expect((aws.simulator.clock.now() - before) / 1000).toBeGreaterThan(120);
  expect(report.accounts[1]!.edges[0]).toMatchObject({ result: 'fixed' });
});

describe('while an older sweep is at work', () => {
  async function startOlder(name: string, event: object = SCHEDULE): Promise<void> {
    const stateMachineArn = declareStateMachine(aws.simulator.world, {
      account: TOOL_ACCOUNT,
      region: 'eu-west-1',
      name: 'SweepStateMachine',
      run: () => ({ ending: new Promise<never>(() => {}), stop() {} }),
    });
    const client = aws.client(SFNClient, { account: TOOL_ACCOUNT, region: 'eu-west-1' });
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(event) }));
    aws.simulator.clock.advance(3600);
  }

  test.each([
    ['of the schedule', SCHEDULE],
    ['of a person, over everything,', { source: 'on-call', detail: { mode: 'detect' } }],
  ])('%s one that the schedule starts does nothing', async (_, event) => {
    await seedOrganization(aws);
    await startOlder('the-hour-before', event);
    const before = aws.simulator.requests().length;

    await expect(sweep.execute(ORGANIZATION, { event: SCHEDULE })).rejects.toThrow('wrote no report: SUCCEEDED');

    const asked = aws.simulator.requests().slice(before);
    expect(asked.map(({ operation }) => operation)).not.toContain('AssumeRole');
  });

  test('one that a person starts goes on', async () => {
    await seedOrganization(aws);
    await startOlder('the-hour-before');

    const { report } = await sweep.execute(ORGANIZATION);

    expect(report.summary.byResult).toMatchObject({ 'in-sync': 2, fixed: 1 });
  });

  test.each([
    ['which a change started', `change-${MEMBERS[1]}-9787104`],
    ['which a person started, and which waits', 'by-hand'],
  ])('a sweep of one account, %s, holds nobody up', async (_, name) => {
    await seedOrganization(aws);
    await startOlder(name, { detail: { accounts: [MEMBERS[1]], notBefore: '2030-01-01T00:00:00Z' } });

    const { report } = await sweep.execute(ORGANIZATION, { event: SCHEDULE });

    expect(report.summary.accounts).toBe(3);
  });
});

test('does one wave after the other', async () => {
  await seedAccounts(aws, { '333333333333': sweptAccount('api.three.example', DRIFTED) });

  const { status, report } = await sweep.execute({
    SWEPT_ACCOUNTS: MEMBERS.join(','),
    CANARY_ACCOUNTS: '333333333333',
  });

  expect(status).toBe('SUCCEEDED');
  expect(report.summary.byResult.fixed).toBe(2);
  const updates = aws.simulator.requests().filter(({ operation }) => operation === 'UpdateDistribution');
  expect(updates.map(({ account }) => account)).toEqual(['333333333333', '222222222222']);
});

test('fails as incomplete when an account could not be looked at, with the report kept', async () => {
  await seedAccounts(aws, { '333333333333': sweptAccount('api.three.example', {}, []) });

  const { status, error, report } = await sweep.execute({ SWEPT_ACCOUNTS: MEMBERS.join(',') });

  expect([status, error]).toEqual(['FAILED', 'IncompleteSweep']);
  expect(report.summary).toMatchObject({ accountsNotChecked: 1, byResult: { fixed: 1 } });
});

test('reports what broke it off when the run itself cannot go on', async () => {
  await seedOrganization(aws);
  aws.simulator.faults.add({ kind: 'access-denied', operation: 'ListAccounts', times: 'always' });

  const { status, report } = await sweep.execute(ORGANIZATION);

  expect(status).toBe('FAILED');
  expect(report.refusal).toMatch(/^the run broke off: SweepError: .*ListAccounts/);
});

test('sweeps only the account that an event names, once no more changes follow', async () => {
  await seedOrganization(aws);
  const notBefore = new Date(aws.simulator.clock.now() + 180_000).toISOString();

  const { report } = await sweep.execute(ORGANIZATION, {
    event: { source: 'aws.cloudtrail', detail: { accounts: [MEMBERS[1]], notBefore } },
  });

  expect(report.accounts.map(({ id }) => id)).toEqual([MEMBERS[1]]);
  expect(report.run.trigger).toBe('event');
  expect(Date.parse(report.run.finishedAt)).toBeGreaterThanOrEqual(Date.parse(notBefore));
});

test('tells whoever waits for it, in a few lines and in an event for each finding', async () => {
  await seedOrganization(aws);
  const place = { account: TOOL_ACCOUNT, region: 'eu-west-1' };
  const topic = declareTopic(aws.simulator.world, { ...place, name: 'edges' });
  declareEventBus(aws.simulator.world, { ...place, bus: 'edges' });

  await sweep.execute({ ...ORGANIZATION, TOPIC_ARN: topic, EVENT_BUS: 'edges', MODE: 'detect' });

  expect(messagesOf(aws.simulator.world, topic)).toMatchObject([
    {
      subject: 'secure-api-edge: 1 drifted',
      message: expect.stringMatching(
        /^3 edges in 3 accounts \(mode detect\): 1 drifted\.\n\n- api\.two\.example \(account 222222222222\): drift\n\nReport: s3:\/\/secure-api-edge-reports\/runs\/run-1-\d{14}\/report\.json$/,
      ),
    },
  ]);
  expect(eventsOn(aws.simulator.world, { ...place, bus: 'edges' })).toMatchObject([
    {
      source: 'secure-api-edge',
      'detail-type': 'Edge Finding',
      detail: {
        account: MEMBERS[1],
        domain: 'api.two.example',
        result: 'drift',
        rules: expect.arrayContaining(['EDGE-01']),
      },
    },
  ]);
});
