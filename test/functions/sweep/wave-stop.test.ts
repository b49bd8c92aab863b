import { createWaveStop } from '../../../functions/sweep/wave-stop.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useSweep } from '../../support/simulated-sweep.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);

function stopOf(account: string, look = '0-0', maximumFailures = 2) {
  const context = sweep.context({ SWEPT_ACCOUNTS: account, MAXIMUM_FAILURES: String(maximumFailures) });
  return createWaveStop('run-1', { account, look }, context);
}

const [ONE, TWO] = ['111111111111', '222222222222'] as const;

test('a mark that says more takes the place of an earlier one of the same task', async () => {
  const one = stopOf(ONE);
  await one.note({ failed: 1, failedProofs: 0 });
  await one.note({ failed: 2, failedProofs: 0 });

  expect(await stopOf(TWO).because()).toBeUndefined();
});

test('marks of all looks of a run are counted together', async () => {
  await stopOf(ONE).note({ failed: 2, failedProofs: 0 });
  await stopOf(ONE, '0-1').note({ failed: 1, failedProofs: 0 });

  expect(await stopOf(TWO, '1-0').because()).toMatch(/^wave 2: 3 edges failed, .* the last in account 111111111111;/);
});

test('nothing is written where nothing failed', async () => {
  await stopOf(ONE).note({ failed: 0, failedProofs: 0 });

  expect(aws.simulator.requests().filter(({ operation }) => operation === 'PutObject')).toEqual([]);
});

test('nothing is begun where nobody can say how the others fare', async () => {
  aws.simulator.faults.add({ kind: 'access-denied', operation: 'ListObjectsV2' });

  expect(await stopOf(ONE).because()).toMatch(
    /^whether the wave is stopped is not known: S3 ListObjectsV2: AccessDenied/,
  );
});
