/** Guards against: an account in a state that nobody expected stopping the others, or reading as clean; names of others that write into reports. */
import { ApiGatewayV2Client, DeleteDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { runStep } from '../../../functions/sweep/run-step.ts';
import type { RunState, WaveProgress } from '../../../functions/sweep/step-input.ts';
import { declareEventBus, eventsOn } from '../../../simulator/eventbridge/state.ts';
import { declareOrganization } from '../../../simulator/organizations/state.ts';
import { objectText } from '../../../simulator/s3/state.ts';
import { declareTopic, messagesOf } from '../../../simulator/sns/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { BUCKET, TOOL_ACCOUNT, useSweep } from '../../support/simulated-sweep.ts';
import { DRIFTED, MEMBERS, seedAccounts, seedOrganization, sweptAccount } from '../../support/swept-accounts.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);

const GIVEN = { SWEPT_ACCOUNTS: MEMBERS.join(',') };
const [FIRST, SECOND, THIRD] = MEMBERS;

function role(name: string, facts: Readonly<Record<string, unknown>> = {}) {
  return { name, externalId: 'sweep-7f3a', trustedAccounts: [TOOL_ACCOUNT], ...facts };
}

describe('accounts that cannot be looked at', () => {
  test.each(['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'] as const)(
    'an account that is %s is a row with that as its reason',
    async (state) => {
      await seedAccounts(aws);
      declareOrganization(aws.simulator, {
        managementAccount: TOOL_ACCOUNT,
        accounts: [
          { id: TOOL_ACCOUNT, name: 'tools' },
          { id: FIRST, name: 'one', state },
          { id: SECOND, name: 'two' },
          { id: THIRD, name: 'three' },
        ],
      });

      const { report, isComplete } = await sweep.run({
        SWEPT_ACCOUNTS: 'organization',
        EXCLUDED_ACCOUNTS: TOOL_ACCOUNT,
      });

      expect(report.accounts[0]).toMatchObject({
        id: FIRST,
        notChecked: [{ what: 'the account', why: `the account is ${state}` }],
      });
      expect(report.summary).toMatchObject({ accountsNotChecked: 1, byResult: { fixed: 1, 'in-sync': 1 } });
      expect(isComplete).toBe(false);
    },
  );

  test.each([
    ['asks for another external id', { externalId: 'another' }],
    ['trusts another account', { trustedAccounts: ['888888888888'] }],
  ])('a role that %s keeps nobody else from being corrected', async (_, facts) => {
    const roles = ['secure-api-edge-reader', 'secure-api-edge-writer'].map((name) => role(name, facts));
    await seedAccounts(aws, { [FIRST]: sweptAccount('api.one.example', DRIFTED, roles) });

    const { report } = await sweep.run(GIVEN);

    expect(report.accounts[0]!.notChecked[0]!.why).toMatch(
      /role\/secure-api-edge-reader.*AccessDenied|AccessDenied.*role\/secure-api-edge-reader/,
    );
    expect(report.summary.byResult).toMatchObject({ fixed: 1, 'in-sync': 1 });
  });

  test('a reader without a writer is reported, and stops no later wave', async () => {
    await seedAccounts(aws, { [FIRST]: sweptAccount('api.one.example', DRIFTED, [role('secure-api-edge-reader')]) });

    const { report, isComplete } = await sweep.run({ ...GIVEN, CANARY_ACCOUNTS: FIRST, MAXIMUM_FAILURES: '0' });

    expect(report.accounts[0]).toMatchObject({
      edges: [{ domain: 'api.one.example', result: 'drift' }],
      notChecked: [
        { what: '1 edges that were to be changed', why: expect.stringContaining('role/secure-api-edge-writer') },
      ],
    });
    expect(report.summary.byResult).toMatchObject({ drift: 1, fixed: 1, 'in-sync': 1 });
    expect([report.refusal, isComplete]).toEqual([undefined, false]);
  });

  test('a Region that an account has not enabled is a row of that account', async () => {
    await seedAccounts(aws);
    aws.simulator.faults.add({
      kind: 'error',
      service: 'apigateway',
      region: 'af-south-1',
      account: FIRST,
      code: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
      status: 403,
      times: 'always',
    });

    const { report, isComplete } = await sweep.run({ ...GIVEN, REGIONS: 'eu-west-1,af-south-1' });

    expect(report.accounts[0]!.notChecked).toEqual([
      { what: 'API Gateway custom domains in af-south-1', why: expect.stringContaining('UnrecognizedClientException') },
    ]);
    expect(report.summary.byResult.fixed).toBe(1);
    expect(isComplete).toBe(false);
  });

  test('an account that throttles is not checked, and the next run sees it', async () => {
    await seedAccounts(aws);
    aws.simulator.faults.add({ kind: 'throttle', account: FIRST, service: 'cloudfront', times: 'always' });

    const first = await sweep.run(GIVEN);
    aws.simulator.faults.clear();
    const second = await sweep.run(GIVEN, { runId: 'run-2' });

    expect(first.report.accounts[0]!.notChecked).not.toEqual([]);
    expect(first.report.accounts[0]!.edges.filter(({ result }) => result === 'in-sync')).toEqual([]);
    expect(first.report.summary.byResult.fixed).toBe(1);
    expect(second.report.summary).toMatchObject({ notChecked: 0, byResult: { 'in-sync': 3 } });
  });
});

describe('what changes while a sweep goes on', () => {
  test('a domain that is deleted between planning and applying is refused, and nothing is made for it', async () => {
    await seedAccounts(aws);
    const step = async <T>(input: Record<string, unknown>) => (await runStep(input, sweep.context(GIVEN))) as T;
    const startedAt = new Date(aws.simulator.clock.now()).toISOString();
    const run = await step<RunState>({ step: 'list', runId: 'run-1', startedAt, event: {} });
    for (const id of MEMBERS) await step({ step: 'plan', run, account: { id } });
    const wave = await step<WaveProgress>({ step: 'judge', run });
    const client = aws.client(ApiGatewayV2Client, { account: SECOND, region: 'eu-west-1' });
    await client.send(new DeleteDomainNameCommand({ DomainName: 'api.two.example' }));

    await step({ step: 'apply', run, task: { account: SECOND, domains: ['api.two.example'], look: '0-0' } });
    const next = await step<WaveProgress>({ step: 'next-wave', run, wave });
    await step({ step: 'report', run, wave: next });

    const report = JSON.parse(objectText(aws.simulator.world, BUCKET, `runs/${run.id}/report.json`)!);
    expect(next).toMatchObject({ next: 'report' });
    expect(report.accounts[1].edges).toMatchObject([
      { domain: 'api.two.example', result: 'refused', text: expect.stringContaining('EDGE-17') },
    ]);
    const operations = aws.simulator.requests().map(({ operation }) => operation);
    expect(operations).not.toContain('UpdateDistribution');
  });

  test('a domain that says no is left alone by name, and counts for no guard', async () => {
    const [domain] = sweptAccount('api.two.example').apiDomains!;
    const account = {
      ...sweptAccount('api.two.example', DRIFTED),
      apiDomains: [{ ...domain!, tags: { 'secure-api-edge:manage': 'no' } }],
    };
    await seedAccounts(aws, { [SECOND]: account });

    const { report, waves, kept } = await sweep.run(GIVEN);

    expect(report.accounts[1]!.edges).toMatchObject([
      { result: 'refused', text: expect.stringContaining('is left alone by its tag secure-api-edge:manage, got "no"') },
    ]);
    expect(waves).toEqual([expect.objectContaining({ next: 'report' })]);
    expect(report.summary.byResult).toMatchObject({ drift: 0, refused: 1, 'in-sync': 2 });
    const planned = JSON.parse(kept(`plan/${SECOND}.json`)!);
    expect(planned.plan).toMatchObject({ edges: 0, changing: [] });
  });

  test('a fleet in sync is not told about a change window that is closed', async () => {
    await seedAccounts(aws, { [SECOND]: sweptAccount('api.two.example') });

    const { report } = await sweep.run({ ...GIVEN, CHANGE_WINDOW: 'Sat-Sun 00:00-24:00 UTC' });

    expect(report.refusal).toBeUndefined();
  });
});

describe('what runs remember of each other', () => {
  const LOOKING = { ...GIVEN, MODE: 'detect' };
  const firstSeen = (ran: Awaited<ReturnType<typeof sweep.run>>) =>
    ran.report.accounts.find(({ id }) => id === SECOND)!.edges[0]!.firstSeen;

  test.each([
    ['of another account', { accounts: [FIRST] }],
    ['of a domain that is in sync', { domains: ['api.one.example'] }],
    ['of another Region', { regions: ['us-east-1'] }],
  ])('a run %s forgets nothing of what it did not look at', async (_, detail) => {
    await seedAccounts(aws);
    const first = await sweep.run(LOOKING);
    const known = objectText(aws.simulator.world, BUCKET, `memory/known/${SECOND}.json`);
    aws.simulator.clock.advance(3600);
    await sweep.run({ ...LOOKING, REGIONS: 'eu-west-1,us-east-1' }, { runId: 'run-2', event: { detail } });
    aws.simulator.clock.advance(3600);

    const third = await sweep.run(LOOKING, { runId: 'run-3' });

    expect(firstSeen(third)).toBe(first.report.run.finishedAt);
    expect(objectText(aws.simulator.world, BUCKET, `memory/known/${SECOND}.json`)).toBe(known);
  });

  test('a run that broke off forgets nothing, is never clean, and says so', async () => {
    await seedOrganization(aws);
    const organization = { SWEPT_ACCOUNTS: 'organization', EXCLUDED_ACCOUNTS: TOOL_ACCOUNT, MODE: 'detect' };
    const topic = declareTopic(aws.simulator.world, { account: TOOL_ACCOUNT, region: 'eu-west-1', name: 'edges' });
    const first = await sweep.run(organization);
    aws.simulator.faults.add({ kind: 'access-denied', operation: 'ListAccounts', times: 'always' });

    const broken = await sweep.execute({ ...organization, TOPIC_ARN: topic }, { runId: 'run-2' });
    aws.simulator.faults.clear();
    const third = await sweep.run(organization, { runId: 'run-3' });

    expect([broken.status, broken.report.summary.edges]).toEqual(['FAILED', 0]);
    expect(messagesOf(aws.simulator.world, topic)).toMatchObject([
      { subject: 'secure-api-edge: nothing was looked at' },
    ]);
    expect(firstSeen(third)).toBe(first.report.run.finishedAt);
  });

  test('a remembered change that cannot be read costs no report', async () => {
    await seedAccounts(aws);
    const { memory } = sweep.context(LOOKING);
    await memory.put(`changes/${SECOND}/2026-01-01T00:00:00.000Z-1`, { touches: 'api.two.example' });
    await memory.put(`changes/${SECOND}/2026-01-01T00:00:00.000Z-2`, null);

    const { report } = await sweep.run(LOOKING);

    expect(report.accounts[1]!.edges[0]).toMatchObject({ result: 'drift' });
    expect(report.accounts[1]!.edges[0]!.changedBy).toBeUndefined();
  });
});

describe('what others have written', () => {
  const HOSTILE = '</script><img src=x onerror=alert(1)>"\u001b[2J\u202e\n- api.fake.example: in sync';

  test('names, tags and comments of others harm neither log nor report, page, mail nor event', async () => {
    const [domain] = sweptAccount('api.two.example').apiDomains!;
    const estate = sweptAccount('api.two.example', DRIFTED);
    const tagged = { ...estate, apiDomains: [{ ...domain!, tags: { 'secure-api-edge:manage': HOSTILE } }] };
    await seedAccounts(aws, { [SECOND]: tagged });
    declareOrganization(aws.simulator, {
      managementAccount: TOOL_ACCOUNT,
      accounts: [
        { id: TOOL_ACCOUNT, name: 'tools' },
        { id: FIRST, name: HOSTILE },
      ],
      units: [{ name: HOSTILE, accounts: [{ id: SECOND, name: 'two' }] }],
    });
    const place = { account: TOOL_ACCOUNT, region: 'eu-west-1' };
    const topic = declareTopic(aws.simulator.world, { ...place, name: 'edges' });
    declareEventBus(aws.simulator.world, { ...place, bus: 'edges' });

    const { report, logged, kept } = await sweep.run({
      SWEPT_ACCOUNTS: 'organization',
      EXCLUDED_ACCOUNTS: TOOL_ACCOUNT,
      TOPIC_ARN: topic,
      EVENT_BUS: 'edges',
    });

    expect(report.accounts.map(({ id }) => id)).toEqual([FIRST, SECOND]);
    const [mail] = messagesOf(aws.simulator.world, topic);
    expect(mail!.subject).toBe('secure-api-edge: 1 refused');
    expect(mail!.message).not.toMatch(/fake|onerror/);
    expect(logged.join()).not.toMatch(/fake|onerror/);
    const page = kept('report.html')!;
    expect(page).not.toContain('<img src=x');
    expect(page).not.toContain('</script><img');
    expect(page).not.toContain('\u001b');
    expect(page).not.toContain('\u202e');
    expect(eventsOn(aws.simulator.world, { ...place, bus: 'edges' })).toMatchObject([
      { detail: { domain: 'api.two.example', result: 'refused' } },
    ]);
  });

  test('a refusal in words of AWS reaches the mail in one line', async () => {
    await seedOrganization(aws);
    const topic = declareTopic(aws.simulator.world, { account: TOOL_ACCOUNT, region: 'eu-west-1', name: 'edges' });
    const organization = { SWEPT_ACCOUNTS: 'organization', EXCLUDED_ACCOUNTS: TOOL_ACCOUNT, TOPIC_ARN: topic };
    const startedAt = new Date(aws.simulator.clock.now()).toISOString();
    const broken = { Error: 'SweepError', Cause: `denied\n- all in sync\u001b[2J` };

    await runStep({ step: 'report-broken', runId: 'run-1', startedAt, broken }, sweep.context(organization));

    const [mail] = messagesOf(aws.simulator.world, topic);
    expect(mail!.message).toContain('the run broke off: SweepError: denied\\u{a}- all in sync\\u{1b}[2J');
  });
});

describe('events that narrow', () => {
  test.each<[string, unknown, string]>([
    ['accounts beside detail', { accounts: [FIRST] }, 'event.accounts: stands beside detail; move it into detail'],
    ['a mode beside detail', { mode: 'detect', detail: {} }, 'event.mode: stands beside detail; move it into detail'],
    ['what is no account', { detail: { accounts: ['1'] } }, 'event.detail.accounts[0]: is not an account id'],
    ['no account', { detail: { accounts: [] } }, 'event.detail.accounts'],
    ['what nobody knows', { detail: { acounts: [FIRST] } }, 'event.detail.acounts: is not known'],
    [
      'a higher mode',
      { detail: { mode: 'remediate' } },
      'event.detail.mode: is more than the function was deployed to do',
    ],
    ['a text', { detail: 'accounts' }, 'event.detail'],
  ])('refuses %s before it looks at anything', (_, event, message) => {
    expect(() => sweep.context({ ...GIVEN, MODE: 'detect' }, event)).toThrow(message);
  });
});
