import type { AccountReport, EdgeReport, FleetReport } from '../../../functions/report/fleet-report.ts';
import { toFleetReport } from '../../../functions/report/summarize.ts';
import { importFindings, noteClosed } from '../../../functions/sweep/import-findings.ts';
import { closedSince, toHubFinding } from '../../../functions/sweep/security-hub-findings.ts';
import { enableSecurityHub, findingsIn } from '../../../simulator/securityhub/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { TOOL_ACCOUNT, useSweep } from '../../support/simulated-sweep.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);

const ACCOUNT = '222222222222';
const PRODUCT = {
  arn: `arn:aws:securityhub:eu-west-1:${TOOL_ACCOUNT}:product/${TOOL_ACCOUNT}/default`,
  partition: 'aws',
  account: TOOL_ACCOUNT,
};
const RUN: FleetReport['run'] = {
  id: 'run-1',
  mode: 'detect',
  trigger: 'schedule',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:05:00.000Z',
  toolVersion: '1.0.0',
};

function edge(changed: Partial<EdgeReport> = {}): EdgeReport {
  return {
    domain: 'api.example.com',
    result: 'drift',
    text: 'would change the viewer protocol policy',
    verdicts: [],
    passed: 3,
    applied: [],
    planned: [],
    path: { notChecked: [] },
    ...changed,
  };
}

function reportOf(...edges: readonly EdgeReport[]): FleetReport {
  const account: AccountReport = {
    id: ACCOUNT,
    regions: ['eu-west-1'],
    edges,
    notChecked: [],
    calls: { total: 0, byOperation: {} },
  };
  return toFleetReport(RUN, [account]);
}

function findingOf(changed: Partial<EdgeReport> = {}) {
  return toHubFinding({ account: ACCOUNT, edge: edge(changed) }, 'ACTIVE', RUN, PRODUCT);
}

test.each([
  ['failed', 'HIGH', 'FAILED'],
  ['drift', 'MEDIUM', 'FAILED'],
  ['refused', 'LOW', 'WARNING'],
  ['waiting', 'LOW', 'WARNING'],
  ['not-checked', 'LOW', 'NOT_AVAILABLE'],
  ['fixed', 'INFORMATIONAL', 'PASSED'],
  ['in-sync', 'INFORMATIONAL', 'PASSED'],
] as const)('%s is %s and %s', (result, Label, Status) => {
  expect(findingOf({ result })).toMatchObject({
    FindingProviderFields: { Severity: { Label } },
    Compliance: { Status },
  });
});

test('an edge without a distribution is named by its domain', () => {
  expect(findingOf({ region: 'eu-west-1' }).Resources).toEqual([
    {
      Type: 'Other',
      Id: 'api.example.com',
      Region: 'eu-west-1',
      Details: { Other: { account: ACCOUNT, domain: 'api.example.com' } },
    },
  ]);
});

test('its text has no control characters, and no more characters than Security Hub takes', () => {
  const who = '\u001b[2Jevil';

  const { Description, ProductFields } = findingOf({
    text: `a\u202e\n${'😀'.repeat(1024)}`,
    changedBy: { who, what: 'cloudfront UpdateDistribution', at: RUN.startedAt },
  });

  expect(Description).toMatch(/^a\\u\{202e\}\\u\{a\}😀/);
  expect(Description!.length).toBe(1024);
  expect(Description!.isWellFormed()).toBe(true);
  expect(ProductFields).toMatchObject({
    'secure-api-edge/ChangedBy': '\\u{1b}[2Jevil: cloudfront UpdateDistribution',
  });
});

test('an edge that is no longer there is closed, and nobody says that it is right', () => {
  const before = [{ account: ACCOUNT, edge: edge({ result: 'failed', firstSeen: RUN.startedAt }) }];

  const [closed] = closedSince(before, reportOf(), reportOf());

  expect(toHubFinding(closed!, 'ARCHIVED', RUN, PRODUCT)).toMatchObject({
    CreatedAt: RUN.startedAt,
    Compliance: { Status: 'NOT_AVAILABLE' },
    RecordState: 'ARCHIVED',
    Description: 'the edge is no longer there',
  });
});

test('an edge that a run did not look at stays as it is', () => {
  const before = [{ account: ACCOUNT, edge: edge() }];

  expect(closedSince(before, reportOf(), reportOf(edge()))).toEqual([]);
});

test('many are imported a hundred at a time, and one that is refused does not stop the others', async () => {
  const place = { account: TOOL_ACCOUNT, region: 'eu-west-1' };
  enableSecurityHub(aws.simulator.world, place);
  const many = Array.from({ length: 250 }, (_, index) => edge({ domain: `api-${index}.example.com` }));
  const report = reportOf(...many, edge({ domain: 'x'.repeat(600) }));
  const context = sweep.context({ SWEPT_ACCOUNTS: ACCOUNT, SECURITY_HUB_PRODUCT: PRODUCT.arn });

  const lost = await importFindings(report, [], context);

  expect(lost).toBe(1);
  expect(findingsIn(aws.simulator.world, place)).toHaveLength(250);
  expect(aws.simulator.requests().filter(({ service }) => service === 'securityhub')).toHaveLength(3);
});

test('a report that is told again, after its run has forgotten what was open, still archives what is not', async () => {
  const place = { account: TOOL_ACCOUNT, region: 'eu-west-1' };
  enableSecurityHub(aws.simulator.world, place);
  const context = sweep.context({ SWEPT_ACCOUNTS: ACCOUNT, SECURITY_HUB_PRODUCT: PRODUCT.arn });
  const [before, report] = [reportOf(edge()), reportOf(edge({ result: 'in-sync', text: 'in sync' }))];
  await noteClosed(report, { before, after: reportOf() }, context);

  const closed = await noteClosed(report, { before: undefined, after: reportOf() }, context);
  await importFindings(report, closed, context);

  expect(findingsIn(aws.simulator.world, place)).toMatchObject([
    { Compliance: { Status: 'PASSED' }, RecordState: 'ARCHIVED' },
  ]);
  expect(await noteClosed(report, { before: undefined, after: reportOf() }, context)).toEqual([]);
});
