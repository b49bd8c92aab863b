/** Guards against: a change that breaks edges and rolls over all accounts of a wave, because it is judged only when the wave is over. */
import { lookAtAccount } from '../../../functions/reconciler/reconcile-account.ts';
import { runStep } from '../../../functions/sweep/run-step.ts';
import type { AccountResult } from '../../../functions/sweep/sweep-plan.ts';
import { failureOf } from '../../functions/drift-remediator/account-look.ts';
import { estateOf, seed } from '../../support/estates.ts';
import { name, useReconciler } from '../../support/reconciler.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useSweep } from '../../support/simulated-sweep.ts';
import { DRIFTED, MEMBERS, seedAccounts, sweptAccount } from '../../support/swept-accounts.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);
const reconciler = useReconciler(aws);

const [FIRST, SECOND, THIRD] = MEMBERS;
/** One wave of all that has drifted. */
const GIVEN = { SWEPT_ACCOUNTS: MEMBERS.join(','), FIRST_WAVE_SHARE: '100' };
const SLOW_DOWN = failureOf('S3', 'PutObject', 'SlowDown');
const NAMES = ['a.example.com', 'b.example.com', 'c.example.com'];

async function seedDrifted() {
  await seedAccounts(aws, {
    [FIRST]: sweptAccount('api.one.example', DRIFTED),
    [THIRD]: sweptAccount('api.three.example', DRIFTED),
  });
}

function failUpdatesOf(account: string, operation = 'UpdateDistribution') {
  const fault = { kind: 'error', operation, account, code: 'InvalidArgument', status: 400 } as const;
  aws.simulator.faults.add({ ...fault, times: 'always' });
}

function writersOf(operation: string) {
  return aws.simulator.requests().flatMap((one) => (one.operation === operation ? [one.account] : []));
}

test('accounts that a wave has not begun stay as they are once too much has failed in others', async () => {
  await seedDrifted();
  failUpdatesOf(FIRST);

  const { report, isComplete } = await sweep.run({ ...GIVEN, MAXIMUM_FAILURES: '0' });

  expect(writersOf('UpdateDistribution')).toEqual([FIRST]);
  expect(report.refusal).toBe(
    `wave 1: 1 edges failed, more than the 0 that are allowed (MaximumFailures), the last in account ${FIRST}; what was not begun by then stays as it is`,
  );
  expect(report.accounts.map(({ edges: [edge] }) => edge!.result)).toEqual(['failed', 'drift', 'drift']);
  expect(report.summary).toMatchObject({ notChecked: 0, byResult: { failed: 1, drift: 2 } });
  expect(isComplete).toBe(false);
});

test('a wave goes on for as long as no more failed than may', async () => {
  await seedDrifted();
  failUpdatesOf(FIRST);

  const { report } = await sweep.run({ ...GIVEN, MAXIMUM_FAILURES: '1' });

  expect(report.refusal).toBeUndefined();
  expect(report.summary.byResult).toMatchObject({ failed: 1, fixed: 2 });
});

test('failures of an earlier wave count, and the state machine stops in the middle of a wave too', async () => {
  await seedDrifted();
  failUpdatesOf(FIRST);
  failUpdatesOf(SECOND);
  const canary = { CANARY_ACCOUNTS: FIRST, SWEEP_CONCURRENCY: '1', MAXIMUM_FAILURES: '1' };

  const { error, report } = await sweep.execute({ ...GIVEN, ...canary });

  expect(error).toBe('IncompleteSweep');
  expect(writersOf('UpdateDistribution')).toEqual([FIRST, SECOND]);
  expect(report.refusal).toMatch(/^wave 2: 2 edges failed, more than the 1 .*, the last in account 222222222222;/);
  expect(report.accounts[2]!.edges).toMatchObject([{ result: 'drift', applied: [] }]);
});

test('edges of one account are not begun once too much has failed in it', async () => {
  const records = NAMES.map((one) => ({ name: one, type: 'A', alias: { apiDomain: one } }) as const);
  const { roles } = sweptAccount('api.two.example');
  const estate = estateOf({ names: NAMES, records }).accounts['111111111111']!;
  await seedAccounts(aws, { [SECOND]: { ...estate, roles } });
  failUpdatesOf(SECOND, 'CreateDistributionWithTags');

  const { report } = await sweep.run({ ...GIVEN, MAXIMUM_FAILURES: '1' });

  expect(report.accounts[1]!.edges.map(({ result }) => result)).toEqual(['failed', 'failed', 'drift']);
  expect(writersOf('CreateDistributionWithTags')).toEqual([SECOND, SECOND]);
});

test('an edge that was begun is ended, and the others are not begun', async () => {
  seed(aws, estateOf({ names: NAMES.slice(0, 2) }));
  const asked: string[] = [];

  const { edges } = await lookAtAccount(reconciler.context(), {
    names: NAMES.slice(0, 2).map(name),
    limits: 'unlimited',
    secondsLeft: () => 3600,
    mayBegin: async (domain) => {
      asked.push(domain);
      return domain === NAMES[0];
    },
  });

  expect(edges.map(({ outcome }) => outcome.kind)).toEqual(['in-sync', 'drift']);
  expect(asked).toEqual(NAMES.slice(0, 2));
});

test('what an earlier look at a stopped wave began is ended, and nothing else is begun', async () => {
  await seedDrifted();
  // Time for one round of looks: what CloudFront works on is left to the next look at the wave.
  const context = { ...sweep.context({ ...GIVEN, MAXIMUM_FAILURES: '0' }), remainingSeconds: () => 121 };
  const startedAt = new Date(aws.simulator.clock.now()).toISOString();
  const run = (await runStep({ step: 'list', runId: 'run-1', startedAt }, context)) as { readonly id: string };
  const apply = (account: string, domain: string, look: string) =>
    runStep({ step: 'apply', run, task: { account, domains: [domain], look } }, context);
  const first = await apply(FIRST, 'api.one.example', '0-0');
  await context.store(run.id).put(`stops/0-0/${SECOND}-1-0`, {});
  aws.simulator.clock.advance(600);

  const ended = await apply(FIRST, 'api.one.example', '0-1');
  const third = await apply(THIRD, 'api.three.example', '0-1');

  expect(first).toMatchObject({ waiting: ['api.one.example'] });
  expect(ended).toMatchObject({ failed: 0, waiting: [], stopped: expect.any(String) });
  const kept = await context.store(run.id).get(`apply/${FIRST}`);
  expect(kept).toMatchObject({ value: { report: { edges: [{ result: 'fixed' }] } } });
  expect(third).toMatchObject({ failed: 0, stopped: expect.any(String) });
  expect(writersOf('UpdateDistribution')).toEqual([FIRST]);
});

test('what a try that died had begun is ended, also once the wave is stopped', async () => {
  await seedDrifted();
  // Time for one round: the update is sent, and not seen to its end.
  const context = { ...sweep.context({ ...GIVEN, MAXIMUM_FAILURES: '0' }), remainingSeconds: () => 121 };
  const startedAt = new Date(aws.simulator.clock.now()).toISOString();
  const run = (await runStep({ step: 'list', runId: 'run-1', startedAt }, context)) as { readonly id: string };
  const store = context.store(run.id);
  const put: typeof store.put = (name, value) => {
    if (name.startsWith('apply/')) throw new Error('Lambda ended the invocation');
    return store.put(name, value);
  };
  const apply = (of: typeof context) =>
    runStep({ step: 'apply', run, task: { account: FIRST, domains: ['api.one.example'], look: '0-0' } }, of);
  await expect(apply({ ...context, store: () => ({ ...store, put }) })).rejects.toThrow('Lambda ended');
  await store.put(`stops/0-0/${SECOND}-1-0`, {});
  aws.simulator.clock.advance(600);

  const result = await apply(context);

  expect(writersOf('UpdateDistribution')).toEqual([FIRST]);
  expect(result).toMatchObject({ failed: 0, waiting: [] });
  expect(await store.get(`apply/${FIRST}`)).toMatchObject({ value: { report: { edges: [{ result: 'in-sync' }] } } });
});

test('an edge of which it cannot be kept that it is begun is not begun, and nothing else is lost', async () => {
  await seedDrifted();
  const context = sweep.context(GIVEN);
  const startedAt = new Date(aws.simulator.clock.now()).toISOString();
  const run = (await runStep({ step: 'list', runId: 'run-1', startedAt }, context)) as { readonly id: string };
  const store = context.store(run.id);
  const put: typeof store.put = async (name, value) =>
    name.startsWith('begun/') ? { kind: 'failed', failure: SLOW_DOWN } : store.put(name, value);

  const result = await runStep(
    { step: 'apply', run, task: { account: FIRST, domains: ['api.one.example'], look: '0-0' } },
    { ...context, store: () => ({ ...store, put }) },
  );

  expect(result).toMatchObject({ failed: 0, stopped: expect.stringContaining('could not be kept') });
  expect(writersOf('UpdateDistribution')).toEqual([]);
});

test('a task that is tried again after it kept its result tells the others all the same', async () => {
  await seedDrifted();
  failUpdatesOf(FIRST);
  const context = sweep.context({ ...GIVEN, MAXIMUM_FAILURES: '0' });
  const startedAt = new Date(aws.simulator.clock.now()).toISOString();
  const run = await runStep({ step: 'list', runId: 'run-1', startedAt }, context);
  const apply = (account: string, domain: string) =>
    runStep(
      { step: 'apply', run, task: { account, domains: [domain], look: '0-0' } },
      context,
    ) as Promise<AccountResult>;
  const kept = { result: { account: FIRST, failed: 1, failedProofs: 0, waiting: [] }, report: {}, look: '0-0' };
  await context.store((run as { id: string }).id).put(`apply/${FIRST}`, kept);

  await apply(FIRST, 'api.one.example');
  const second = await apply(SECOND, 'api.two.example');

  expect(second).toMatchObject({ failed: 0, waiting: [], stopped: expect.stringContaining(`in account ${FIRST};`) });
  expect(writersOf('UpdateDistribution')).toEqual([]);
});
