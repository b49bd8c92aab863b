/** Guards against: a finding twice for one edge, one that stays after its edge was corrected, "passed" for what nobody saw, a report that is lost over a finding. */
import { enableSecurityHub, findingsIn } from '../../../simulator/securityhub/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { TOOL_ACCOUNT, useSweep } from '../../support/simulated-sweep.ts';
import { MEMBERS, seedAccounts } from '../../support/swept-accounts.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);

const PLACE = { account: TOOL_ACCOUNT, region: 'eu-west-1' };
const PRODUCT = `arn:aws:securityhub:eu-west-1:${TOOL_ACCOUNT}:product/${TOOL_ACCOUNT}/default`;
const OFF = { SWEPT_ACCOUNTS: MEMBERS.join(',') };
const ON = { ...OFF, SECURITY_HUB_PRODUCT: PRODUCT };
const DETECT = { ...ON, MODE: 'detect' };

function findings() {
  return findingsIn(aws.simulator.world, PLACE);
}

function logOf(logged: readonly string[]) {
  return logged.filter((line) => line.includes('could not be sent to Security Hub'));
}

/** A later run. */
function next(runId: string, environment: Readonly<Record<string, string>>) {
  aws.simulator.clock.advance(3600);
  return sweep.run(environment, { runId });
}

function refuseEntry(account: string) {
  aws.simulator.faults.add({
    kind: 'error',
    operation: 'ListDistributions',
    account,
    code: 'AccessDenied',
    status: 403,
    times: 'always',
  });
}

test('an edge that differs is a finding of the tool account, which names the account of the edge', async () => {
  await seedAccounts(aws);
  enableSecurityHub(aws.simulator.world, PLACE);

  const { report, logged } = await sweep.run(DETECT);

  const distribution = report.accounts[1]?.edges[0]?.path.distribution?.id;
  expect(logOf(logged)).toEqual([]);
  expect(findings()).toEqual([
    expect.objectContaining({
      Id: 'secure-api-edge/222222222222/api.two.example',
      ProductArn: PRODUCT,
      AwsAccountId: TOOL_ACCOUNT,
      CreatedAt: report.run.finishedAt,
      Severity: { Label: 'MEDIUM' },
      Title: 'api.two.example (account 222222222222): drift',
      Resources: [
        {
          Type: 'AwsCloudFrontDistribution',
          Id: `arn:aws:cloudfront::222222222222:distribution/${distribution}`,
          Region: 'us-east-1',
        },
      ],
      ProductFields: expect.objectContaining({ 'secure-api-edge/Account': '222222222222' }),
      Compliance: { Status: 'FAILED' },
      RecordState: 'ACTIVE',
    }),
  ]);
});

test('Security Hub is not asked where nobody wants it', async () => {
  await seedAccounts(aws);

  await sweep.run({ ...OFF, MODE: 'detect' });

  expect(aws.simulator.requests().filter(({ service }) => service === 'securityhub')).toEqual([]);
});

test('an edge that differs in every run keeps its finding, and since when', async () => {
  await seedAccounts(aws);
  enableSecurityHub(aws.simulator.world, PLACE);
  const first = await sweep.run(DETECT);

  const second = await next('run-2', DETECT);

  expect(second.report.run.finishedAt).not.toBe(first.report.run.finishedAt);
  expect(findings()).toMatchObject([
    { CreatedAt: first.report.run.finishedAt, UpdatedAt: second.report.run.finishedAt, RecordState: 'ACTIVE' },
  ]);
});

test('a finding is archived once its edge is corrected, and only then', async () => {
  await seedAccounts(aws);
  enableSecurityHub(aws.simulator.world, PLACE);
  const first = await sweep.run(DETECT);

  await next('run-2', ON);

  expect(findings()).toMatchObject([
    {
      Id: 'secure-api-edge/222222222222/api.two.example',
      CreatedAt: first.report.run.finishedAt,
      Severity: { Label: 'INFORMATIONAL' },
      Compliance: { Status: 'PASSED' },
      RecordState: 'ARCHIVED',
    },
  ]);
});

test('what was found and corrected by the same run is no finding', async () => {
  await seedAccounts(aws);
  enableSecurityHub(aws.simulator.world, PLACE);

  const { report } = await sweep.run(ON);

  expect(report.summary.byResult.fixed).toBe(1);
  expect(findings()).toEqual([]);
});

test('an edge that cannot be seen any more stays open, and never passes', async () => {
  await seedAccounts(aws);
  enableSecurityHub(aws.simulator.world, PLACE);
  await sweep.run(DETECT);
  refuseEntry('222222222222');

  const { report } = await next('run-2', DETECT);

  expect(report.summary.notChecked).toBeGreaterThan(0);
  const [finding] = findings();
  expect(finding?.RecordState).toBe('ACTIVE');
  expect(finding?.Compliance?.Status).not.toBe('PASSED');
});

test('where Security Hub is not enabled, the report is kept, and the log and the outcome say so', async () => {
  await seedAccounts(aws);

  const { report, logged, findingsNotImported } = await sweep.run(DETECT);

  expect(report.summary.byResult.drift).toBe(1);
  expect(findingsNotImported).toBe(1);
  expect(logOf(logged)).toEqual([expect.stringContaining('InvalidAccessException')]);
});

test('a finding that could not be archived is archived by the next run', async () => {
  await seedAccounts(aws);
  enableSecurityHub(aws.simulator.world, PLACE);
  await sweep.run(DETECT);
  aws.simulator.faults.add({
    kind: 'error',
    operation: 'BatchImportFindings',
    code: 'AccessDeniedException',
    status: 403,
    times: 1,
  });
  const { findingsNotImported } = await next('run-2', ON);
  expect(findingsNotImported).toBe(1);
  expect(findings()).toMatchObject([{ RecordState: 'ACTIVE' }]);

  await next('run-3', ON);

  expect(findings()).toMatchObject([{ Compliance: { Status: 'PASSED' }, RecordState: 'ARCHIVED' }]);
});

test.each([
  'default',
  `arn:aws:securityhub:eu-west-1:${TOOL_ACCOUNT}:product/111111111111/default`,
  `arn:aws:sns:eu-west-1:${TOOL_ACCOUNT}:topic`,
])('%s is no product', (SECURITY_HUB_PRODUCT) => {
  expect(() => sweep.context({ ...OFF, SECURITY_HUB_PRODUCT })).toThrow(/SECURITY_HUB_PRODUCT/);
});
