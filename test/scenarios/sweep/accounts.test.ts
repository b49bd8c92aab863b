/** Guards against: one account that stops the others, a change nobody judged, a failure that reads as clean, work done twice. */
import { createPolicy, customPolicies, UNUSED_POLICY } from '../../support/header-policies.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useSweep } from '../../support/simulated-sweep.ts';
import { DRIFTED, MEMBERS, seedAccounts, sweptAccount } from '../../support/swept-accounts.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);

const GIVEN = { SWEPT_ACCOUNTS: MEMBERS.join(',') };

test('finds and fixes what drifted in any account, and reports all of them', async () => {
  await seedAccounts(aws);

  const { report, isComplete } = await sweep.run(GIVEN);

  expect(report.accounts.map(({ id }) => id)).toEqual(MEMBERS);
  expect(report.summary).toMatchObject({
    accounts: 3,
    edges: 3,
    notChecked: 0,
    byResult: { 'in-sync': 2, fixed: 1, failed: 0 },
  });
  const [fixed] = report.accounts[1]!.edges;
  expect(fixed).toMatchObject({ domain: 'api.two.example', result: 'fixed' });
  expect(fixed!.verdicts).toContainEqual(
    expect.objectContaining({ rule: 'EDGE-01', verdict: 'fixed', before: 'allow-all', after: 'redirect-to-https' }),
  );
  expect(isComplete).toBe(true);
});

test('writes nothing in mode detect', async () => {
  await seedAccounts(aws);
  const before = aws.simulator.requests().length;

  const { report, waves } = await sweep.run({ ...GIVEN, MODE: 'detect' });

  expect(report.summary.byResult).toMatchObject({ drift: 1, fixed: 0 });
  expect(waves).toEqual([expect.objectContaining({ next: 'report' })]);
  const asked = aws.simulator.requests().slice(before);
  expect(
    asked.filter(({ service, operation }) => service === 'cloudfront' && !/^(Get|List|Describe)/.test(operation)),
  ).toEqual([]);
});

test('has a second run that changes nothing', async () => {
  await seedAccounts(aws);
  await sweep.run(GIVEN);

  const { report, waves } = await sweep.run(GIVEN, { runId: 'run-2' });

  expect(report.summary.byResult).toMatchObject({ 'in-sync': 3, fixed: 0 });
  expect(waves).toHaveLength(1);
});

test('deletes policies of ours that nobody uses where it changes something, and reports them', async () => {
  await seedAccounts(aws);
  await createPolicy(aws, UNUSED_POLICY, ['Accept'], '222222222222');
  await createPolicy(aws, 'theirs', ['Accept'], '222222222222');

  const { report } = await sweep.run(GIVEN);

  const policies = await customPolicies(aws, '222222222222');
  expect(policies).toContain('theirs');
  expect(policies).not.toContain(UNUSED_POLICY);
  expect(report.accounts[1]).toMatchObject({ cleanedUp: [`delete origin request policy ${UNUSED_POLICY}`] });
});

test('writes a page that shows the way of each edge, and how earlier runs went', async () => {
  await seedAccounts(aws);
  await sweep.run(GIVEN);

  const { kept } = await sweep.run(GIVEN, { runId: 'run-2' });

  const page = kept('report.html')!;
  expect(page.match(/class="hop ok"/g)).toHaveLength(3 * 3);
  expect(page).not.toContain('<em>none</em>');
  expect(page).toContain('aria-label="edges not in sync in 2 runs, from 0 to 0"');
});

test('draws a run once, however often its report is written', async () => {
  await seedAccounts(aws);
  const startedAt = new Date(aws.simulator.clock.now()).toISOString();
  await sweep.run(GIVEN, { startedAt });

  const { kept } = await sweep.run(GIVEN, { startedAt });

  expect(kept('report.html')).not.toContain('over time');
});

test('draws runs over everything over time, and no narrowed one among them', async () => {
  await seedAccounts(aws);
  await sweep.run(GIVEN);

  const narrowed = await sweep.run(GIVEN, { runId: 'run-2', event: { detail: { accounts: ['111111111111'] } } });
  const { kept } = await sweep.run(GIVEN, { runId: 'run-3' });

  expect(narrowed.kept('report.html')).not.toContain('over time');
  expect(kept('report.html')).toContain('edges not in sync in 2 runs');
});

test('makes a row of an account whose role cannot be assumed, and goes on', async () => {
  await seedAccounts(aws, { '333333333333': sweptAccount('api.three.example', {}, []) });

  const { report, isComplete } = await sweep.run(GIVEN);

  expect(report.accounts[2]).toMatchObject({
    id: '333333333333',
    edges: [],
    notChecked: [
      {
        what: 'the account',
        why: expect.stringMatching(/secure-api-edge-reader.*AccessDenied|AccessDenied.*secure-api-edge-reader/),
      },
    ],
  });
  expect(report.summary.byResult.fixed).toBe(1);
  expect(isComplete).toBe(false);
});

test('changes no more edges than one run may, and leaves the others to the next', async () => {
  await seedAccounts(aws, { '111111111111': sweptAccount('api.one.example', DRIFTED) });
  const limited = { ...GIVEN, MAXIMUM_CHANGED_EDGES: '1' };

  const first = await sweep.run(limited);
  const second = await sweep.run(limited, { runId: 'run-2' });

  expect(first.report.summary.byResult).toMatchObject({ fixed: 1, drift: 1 });
  expect(first.report.refusal).toBe(
    '1 edges are left for the next run, because one run changes 1 at most (MaximumChangedEdges)',
  );
  expect(second.report.summary.byResult).toMatchObject({ fixed: 1, 'in-sync': 2 });
});

test('changes nothing outside of the change window, and says when', async () => {
  await seedAccounts(aws);

  const { report } = await sweep.run({ ...GIVEN, CHANGE_WINDOW: 'Sat-Sun 00:00-24:00 UTC' });

  expect(report.refusal).toMatch(/changes are made "Sat-Sun 00:00-24:00 UTC" only/);
  expect(report.summary.byResult).toMatchObject({ drift: 1, fixed: 0 });
});

test('does the canary accounts first', async () => {
  await seedAccounts(aws, { '333333333333': sweptAccount('api.three.example', DRIFTED) });

  const { waves, report } = await sweep.run({ ...GIVEN, CANARY_ACCOUNTS: '333333333333' });

  expect(waves.map(({ state }) => state?.wave).filter((wave) => wave !== undefined)).toEqual([0, 1]);
  expect(report.summary.byResult.fixed).toBe(2);
});

test('stops the waves when too much fails in one, and leaves the later ones as they are', async () => {
  await seedAccounts(aws, { '333333333333': sweptAccount('api.three.example', DRIFTED) });
  aws.simulator.faults.add({
    kind: 'error',
    operation: 'UpdateDistribution',
    account: '333333333333',
    code: 'InvalidArgument',
    status: 400,
    times: 'always',
  });

  const { report, isComplete } = await sweep.run({ ...GIVEN, CANARY_ACCOUNTS: '333333333333', MAXIMUM_FAILURES: '0' });

  expect(report.refusal).toMatch(/^wave 1: 1 edges failed, more than the 0 that are allowed/);
  expect(report.summary.byResult).toMatchObject({ failed: 1, drift: 1, fixed: 0 });
  expect(isComplete).toBe(false);
});

test('does nothing twice when a run is redriven, and everything when its name is used again', async () => {
  await seedAccounts(aws);
  const startedAt = new Date(aws.simulator.clock.now()).toISOString();
  const listings = () => aws.simulator.requests().filter(({ operation }) => operation === 'ListDistributions').length;
  await sweep.run(GIVEN, { startedAt });
  const first = listings();

  await sweep.run(GIVEN, { startedAt });
  const redriven = listings();
  aws.simulator.clock.advance(90 * 86400);
  await sweep.run(GIVEN);

  expect(first).toBeGreaterThan(0);
  expect(redriven).toBe(first);
  expect(listings()).toBeGreaterThan(redriven);
});

test('says since when an edge is not in sync, and who changed it as far as an event told', async () => {
  await seedAccounts(aws);
  const looking = { ...GIVEN, MODE: 'detect' };
  const first = await sweep.run(looking);
  const { memory } = sweep.context(looking);
  await memory.put('changes/222222222222/2026-01-01T00:00:00.000Z-1', {
    id: '1',
    account: '222222222222',
    region: 'us-east-1',
    what: 'cloudfront UpdateDistribution',
    who: 'assumed-role/Admin/alice',
    at: '2026-01-01T00:00:00.000Z',
    touches: ['api.two.example'],
    isNew: false,
  });
  aws.simulator.clock.advance(3600);

  const second = await sweep.run(looking, { runId: 'run-2' });

  expect(second.report.accounts[1]!.edges[0]).toMatchObject({
    result: 'drift',
    firstSeen: first.report.run.finishedAt,
    changedBy: {
      who: 'assumed-role/Admin/alice',
      what: 'cloudfront UpdateDistribution',
      at: '2026-01-01T00:00:00.000Z',
    },
  });
});
