import { measureOrganizationSweep } from '../../bench/organization-sweep.ts';

test('a sweep after one that corrected writes nothing, and asks no more in the accounts than the minimum', async () => {
  const size = { accounts: 2, domainsPerAccount: 6, driftedShare: 0.3, latencyMillis: 50, concurrencies: [1, 2] };

  const { first, second, minimum, looks, memory } = await measureOrganizationSweep(size);

  expect(first.fixed).toBeGreaterThan(0);
  expect(first.writes).toBeGreaterThanOrEqual(first.fixed);
  expect(second).toMatchObject({ fixed: 0, writes: 0, inAccounts: minimum });
  expect(looks[1]!.seconds).toBeLessThan(looks[0]!.seconds);
  expect(memory.report.rss).toBeGreaterThan(memory.nothing.heap);
}, 60_000);
