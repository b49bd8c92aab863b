/** Guards against: a change that nobody knows the end of reading as clean, or as if nothing had been changed before it. */
import type { FleetReport } from '../../../functions/report/fleet-report.ts';
import { runStep } from '../../../functions/sweep/run-step.ts';
import type { RunState, WaveProgress } from '../../../functions/sweep/step-input.ts';
import { objectText } from '../../../simulator/s3/state.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { BUCKET, useSweep } from '../../support/simulated-sweep.ts';
import { MEMBERS, seedAccounts } from '../../support/swept-accounts.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);

const [, CHANGED] = MEMBERS;
const LOST =
  'the change ended without a result, and nobody knows how much of it was made; see the log of SweepFunction';

/** A run in which the tasks of some looks die each time they are tried. */
async function runWithout(...lost: readonly string[]) {
  const given = { SWEPT_ACCOUNTS: MEMBERS.join(','), MAXIMUM_FAILURES: '0' };
  // Time for one round of looks: what CloudFront works on is left to the next look at the wave.
  const context = () => ({ ...sweep.context(given), remainingSeconds: () => 121 });
  const step = async <T>(input: Record<string, unknown>) => (await runStep(input, context())) as T;
  const stored = (key: string) => JSON.parse(objectText(aws.simulator.world, BUCKET, key)!);
  const startedAt = new Date(aws.simulator.clock.now()).toISOString();
  const run = await step<RunState>({ step: 'list', runId: 'run-1', startedAt, event: {} });
  for (const id of MEMBERS) await step({ step: 'plan', run, account: { id } });
  let wave = await step<WaveProgress>({ step: 'judge', run });
  while (wave.next === 'apply') {
    for (const task of stored(wave.tasksKey)) if (!lost.includes(task.look)) await step({ step: 'apply', run, task });
    wave = await step<WaveProgress>({ step: 'next-wave', run, wave });
  }
  await step({ step: 'report', run, wave });
  const report: FleetReport = stored(`runs/${run.id}/report.json`);
  return { report, row: report.accounts.find(({ id }) => id === CHANGED)! };
}

test('a task that left no result counts as failed, stops the waves, and is a row', async () => {
  await seedAccounts(aws);

  const { report, row } = await runWithout('0-0');

  expect(report.refusal).toMatch(/^wave 1: 1 edges failed/);
  expect(row.notChecked).toEqual([{ what: '1 edges that were to be changed', why: LOST }]);
  expect(row.edges).toMatchObject([{ domain: 'api.two.example', result: 'drift', applied: [] }]);
});

test('what an earlier look at the wave changed stays in the report when a later one is lost', async () => {
  await seedAccounts(aws);

  const { report, row } = await runWithout('0-1');

  expect(report.refusal).toMatch(/^wave 1: 1 edges failed/);
  expect(row.notChecked).toEqual([{ what: '1 edges that were to be changed', why: LOST }]);
  expect(row.edges[0]!.applied).toContainEqual(expect.stringContaining('update distribution'));
});
