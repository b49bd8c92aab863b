/**
 * Guards against: a permission of the sweep that is missing, and one that nothing needs. A sweep over an organization is played against a simulator that
 * asks the policies of template.yaml in the tool's account, and of infra/member-account.yaml in the others.
 */

import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { keepChange } from '../../functions/notice/kept-changes.ts';
import { readKnown } from '../../functions/notice/known-edges.ts';
import { noticeChange } from '../../functions/notice/notice-change.ts';
import { createMemory } from '../../functions/sweep/run-store.ts';
import { accessKeySessions } from '../../simulator/core/access-key-sessions.ts';
import { declareEventBus } from '../../simulator/eventbridge/state.ts';
import { enableSecurityHub } from '../../simulator/securityhub/state.ts';
import { declareTopic } from '../../simulator/sns/state.ts';
import { declareStateMachine } from '../../simulator/stepfunctions/state.ts';
import { createRoleJudge } from '../support/role-judge.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { BUCKET, TOOL_ACCOUNT, useSweep } from '../support/simulated-sweep.ts';
import { MEMBERS, seedOrganization } from '../support/swept-accounts.ts';
import { statementsOf, statementsOfRole } from '../support/template-policies.ts';

const PARAMETERS = {
  Accounts: 'organization',
  Mode: 'remediate',
  NotificationEmail: 'team@example.com',
  SecurityHubFindings: 'on',
};
const SWEEPING = `arn:aws:iam::${TOOL_ACCOUNT}:role/sweeping`;
const NOTICING = `arn:aws:iam::${TOOL_ACCOUNT}:role/noticing`;
const MEMBER = 'infra/member-account.yaml';
/** As the template names it. */
const STATE_MACHINE = 'secure-api-edge-sweep';
const inToolAccount = (statements: ReturnType<typeof statementsOf>) =>
  JSON.parse(
    JSON.stringify(statements)
      .replaceAll('111111111111', TOOL_ACCOUNT)
      .replaceAll('ReportBucket', BUCKET)
      .replaceAll('stateMachine:SweepStateMachine', `stateMachine:${STATE_MACHINE}`),
  ) as typeof statements;
const OWN = {
  [SWEEPING]: inToolAccount(statementsOf('SweepFunction', PARAMETERS)),
  [NOTICING]: inToolAccount(statementsOf('NoticeFunction', PARAMETERS)),
};
const MEMBERS_ROLES = Object.fromEntries(
  MEMBERS.flatMap((account) =>
    (['ReaderRole', 'WriterRole'] as const).map((role) => [
      `arn:aws:iam::${account}:role/secure-api-edge-${role === 'ReaderRole' ? 'reader' : 'writer'}`,
      JSON.parse(JSON.stringify(statementsOfRole(MEMBER, role, {})).replaceAll('111111111111', account)),
    ]),
  ),
);

const SECURITY_HUB_PRODUCT = `arn:aws:securityhub:eu-west-1:${TOOL_ACCOUNT}:product/${TOOL_ACCOUNT}/default`;

/** S3 asks for it only to tell a missing object (404) from a forbidden one (403); no request of its own. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
const NEVER_ASKED_ALONE = [`${NOTICING} SeeWhatIsNotKnown s3:ListBucket`];

const judge = createRoleJudge({ ...OWN, ...MEMBERS_ROLES });
const aws = useSimulatedAws({ authorize: judge.authorize });
const sweep = useSweep(aws, { credentials: () => become(SWEEPING) });

/** As if STS had let the function assume its role. */
function become(roleArn: string) {
  const sessionName = roleArn.split('/').at(-1)!;
  const accessKeyId = `ASIA${sessionName.toUpperCase()}`;
  const session = { account: TOOL_ACCOUNT, roleArn, sessionName, roleId: `AROA${sessionName.toUpperCase()}` };
  aws.simulator.world
    .state(accessKeySessions, '*')
    .set(accessKeyId, { ...session, expiresAt: Number.POSITIVE_INFINITY });
  return { accessKeyId, secretAccessKey: 'simulated', sessionToken: 'simulated' };
}

async function play() {
  judge.forget();
  await seedOrganization(aws);
  const topic = declareTopic(aws.simulator.world, {
    account: TOOL_ACCOUNT,
    region: 'eu-west-1',
    name: 'NotificationTopic',
  });
  declareEventBus(aws.simulator.world, { account: TOOL_ACCOUNT, region: 'eu-west-1', bus: 'EdgeEventBus' });
  enableSecurityHub(aws.simulator.world, { account: TOOL_ACCOUNT, region: 'eu-west-1' });
  const environment = { TOPIC_ARN: topic, EVENT_BUS: 'EdgeEventBus', SECURITY_HUB_PRODUCT };
  // Finds what the next one corrects: Security Hub hears of what is open at the end of a run.
  await sweep.run({ ...environment, SWEPT_ACCOUNTS: MEMBERS.join(','), MODE: 'detect' }, { runId: 'run-0' });
  const stateMachine = declareSweep();
  await startNarrowed(stateMachine);
  const whole = await sweep.run(
    { ...environment, SWEPT_ACCOUNTS: 'organization', EXCLUDED_ACCOUNTS: TOOL_ACCOUNT },
    {
      event: { source: 'aws.scheduler' },
      of: { stateMachine, execution: `${stateMachine.replace('stateMachine', 'execution')}:run-1` },
    },
  );
  const part = await sweep.run(
    { ...environment, SWEPT_ACCOUNTS: 'organization', ORGANIZATIONAL_UNITS: 'r-sim1', EXCLUDED_ACCOUNTS: TOOL_ACCOUNT },
    { runId: 'run-2' },
  );
  const noticed = await notice();
  return { whole, part, noticed };
}

/** What a scheduled sweep finds at work, and has to look into. */
async function startNarrowed(stateMachineArn: string): Promise<void> {
  const input = JSON.stringify({ detail: { accounts: [MEMBERS[0]] } });
  const client = aws.client(SFNClient, { account: TOOL_ACCOUNT, region: 'eu-west-1' });
  await client.send(new StartExecutionCommand({ stateMachineArn, name: 'narrowed', input }));
  aws.simulator.clock.advance(1);
}

function declareSweep(): string {
  return declareStateMachine(aws.simulator.world, {
    account: TOOL_ACCOUNT,
    region: 'eu-west-1',
    name: STATE_MACHINE,
    run: () => ({ ending: new Promise<never>(() => {}), stop() {} }),
  });
}

async function notice() {
  const credentials = become(NOTICING);
  const states = aws.client(SFNClient, { region: 'eu-west-1', credentials });
  const memory = createMemory(aws.client(S3Client, { region: 'eu-west-1', credentials }), BUCKET);
  const stateMachineArn = declareSweep();
  const written: unknown[] = [];
  const write = (...line: unknown[]) => written.push(line);
  return noticeChange(
    {
      id: '1',
      account: MEMBERS[1],
      region: 'us-east-1',
      detail: {
        eventSource: 'route53.amazonaws.com',
        eventName: 'ChangeResourceRecordSets',
        eventTime: '2026-01-01T00:00:00Z',
        requestParameters: { name: 'api.two.example.' },
      },
    },
    {
      clock: { now: () => new Date(aws.simulator.clock.now()), sleep: () => Promise.resolve() },
      ownNames: [],
      zoneRoles: [],
      regions: [],
      slotSeconds: 180,
      known: (change) => readKnown(memory, change, []),
      keepChange: (change) => keepChange(memory, change),
      async startSweep(name, input) {
        await states.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
        return { kind: 'answered', value: 'started' };
      },
      log: { info: write, warn: write, error: write },
    },
  );
}

test('a sweep of an organization, and a change that is noticed, need these permissions and no others', async () => {
  const { whole, part, noticed } = await play();

  expect(whole.report.summary).toMatchObject({ edges: 3, notChecked: 0, byResult: { fixed: 1 } });
  expect(part.report.summary).toMatchObject({ edges: 3, notChecked: 0 });
  expect(noticed).toBe('started');
  const refused = judge.judged().filter(({ allowedBy }) => allowedBy.length === 0);
  expect(refused.map(({ request }) => request)).toEqual([]);
  const used = new Set(
    judge
      .judged()
      .flatMap(({ request, allowedBy }) => allowedBy.map((sid) => `${request.principal} ${sid} ${request.action}`)),
  );
  const granted = Object.entries(OWN).flatMap(([role, statements]) =>
    statements.flatMap(({ Sid, Action }) => Action.map((action) => `${role} ${Sid} ${action}`)),
  );
  expect(granted.filter((grant) => !used.has(grant))).toEqual(NEVER_ASKED_ALONE);
});

test.each([
  { SecurityHubFindings: 'off', allowed: [] },
  { SecurityHubFindings: 'on', allowed: [SECURITY_HUB_PRODUCT] },
])('findings may be imported into Security Hub only where that is $SecurityHubFindings', ({ allowed, ...given }) => {
  const statements = inToolAccount(statementsOf('SweepFunction', { ...PARAMETERS, ...given }));

  expect(
    statements
      .filter(({ Action }) => Action.includes('securityhub:BatchImportFindings'))
      .flatMap((one) => one.Resource),
  ).toEqual(allowed);
});
