import { measureDriftedLook } from '../../bench/drifted-look.ts';

test('a look that corrects writes nothing in vain, and the one after it asks no more than the minimum', async () => {
  const { correction, second, minimum } = await measureDriftedLook({ domains: 30, drifted: 10, latencyMillis: 0 });

  expect(correction.sent['CloudFront.UpdateDistribution']).toBe(10);
  expect(correction.noOpWrites).toBe(0);
  expect(second.writes).toBe(0);
  expect(asked(second.sent)).toEqual(asked(minimum));
});

/** Without the requests that were not needed. */
function asked(counts: Readonly<Record<string, number>>) {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
