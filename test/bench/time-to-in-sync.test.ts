import { layOutTimesToInSync, measureTimesToInSync } from '../../bench/time-to-in-sync.ts';

describe('times from request to in sync, all of them simulated', () => {
  test('are what AWS alone takes, and a twentieth of that at most for everything of ours', async () => {
    const times = await measureTimesToInSync();

    expect(times.filter(({ ratio }) => ratio < 1 || ratio > 1.05)).toEqual([]);
    expect(times.map(({ proofs }) => proofs.map(({ through }) => through))).toEqual([
      ['edge', 'dns'],
      ['edge', 'edge'],
      [],
      [],
    ]);
    expect(times.filter(({ proofs, reachedApi }) => proofs.length > 0 && reachedApi === 0)).toEqual([]);
    expect(layOutTimesToInSync(times).trim().split('\n')).toHaveLength(times.length + 1);
  });
});
