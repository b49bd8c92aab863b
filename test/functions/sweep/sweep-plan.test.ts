import * as fc from 'fast-check';
import {
  type AccountPlan,
  judgeSweep,
  nextWave,
  type SweepLimits,
  type Wave,
  whyStopped,
} from '../../../functions/sweep/sweep-plan.ts';

const LIMITS: SweepLimits = {
  maximumChangedShare: 30,
  floor: 10,
  maximumChangedEdges: 100,
  maximumFailures: 2,
  canaryAccounts: ['000000000009'],
  firstWaveShare: 10,
  maximumRounds: 3,
};

function account(id: number, edges: number, changing: number): AccountPlan {
  const domains = Array.from({ length: changing }, (_, at) => `api${at}.a${id}.example.com`);
  return { account: String(id).padStart(12, '0'), edges, changing: domains, unexpected: changing, isComplete: true };
}

const FLEET = Array.from({ length: 30 }, (_, id) => account(id, 10, 1));

describe('judgeSweep', () => {
  test('changes nothing in mode detect', () => {
    expect(judgeSweep('detect', FLEET, LIMITS)).toEqual({ kind: 'detect' });
  });

  test('makes three waves: canaries, a share of the others, the rest', () => {
    const judged = judgeSweep('remediate', FLEET, LIMITS);

    const waves = judged.kind === 'waves' ? judged.waves : [];
    expect(waves.map((wave) => wave.length)).toEqual([1, 3, 26]);
    expect(waves[0]![0]!.account).toBe('000000000009');
  });

  test('refuses a run that would change too much, with both numbers and how to allow it', () => {
    const judged = judgeSweep('remediate', [account(1, 50, 40), account(2, 50, 0)], LIMITS);

    expect(judged).toEqual({
      kind: 'refused',
      because: expect.stringMatching(
        /^this run would change 40 of 100 edges \(40 %\), more than the 30 % .*MaximumChangedShare/,
      ),
    });
  });

  test('does not count what was asked for earlier: due steps of HSTS ramps', () => {
    const due = { ...account(1, 20, 20), unexpected: 0 };

    expect(judgeSweep('remediate', [due], LIMITS)).toMatchObject({ kind: 'waves' });
  });

  test('keeps the canaries where not everything may be changed', () => {
    const judged = judgeSweep('remediate', FLEET, { ...LIMITS, maximumChangedEdges: 2 });

    expect(judged.kind === 'waves' && judged.waves[0]).toMatchObject([{ account: '000000000009' }]);
  });

  test('judges all accounts as one fleet: one of them may change as a whole', () => {
    expect(judgeSweep('remediate', [account(1, 5, 5), account(2, 95, 0)], LIMITS)).toMatchObject({ kind: 'waves' });
  });

  test('leaves what is more than one run may change for the next', () => {
    const judged = judgeSweep('remediate', FLEET, { ...LIMITS, maximumChangedEdges: 4 });

    expect(judged).toMatchObject({ kind: 'waves', leftForNextRun: 26 });
    expect(judged.kind === 'waves' && judged.waves.flat()).toHaveLength(4);
  });

  test('puts every edge that changes into exactly one wave', () => {
    const fleets = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 40 });
    fc.assert(
      fc.property(fleets, fc.integer({ min: 0, max: 100 }), fc.array(fc.nat(40)), (sizes, firstWaveShare, canaries) => {
        const fleet = sizes.map(([edges, changing], id) => account(id, edges + changing, changing));
        const limits = {
          ...LIMITS,
          maximumChangedShare: 100,
          maximumChangedEdges: 10_000,
          firstWaveShare,
          canaryAccounts: canaries.map((id) => String(id).padStart(12, '0')),
        };

        const judged = judgeSweep('remediate', fleet, limits);

        const waves = judged.kind === 'waves' ? judged.waves : [];
        const domains = waves.flat().flatMap((task) => task.domains);
        expect([...domains].sort()).toEqual(fleet.flatMap(({ changing }) => changing).sort());
      }),
    );
  });
});

describe('nextWave', () => {
  const task = (id: string) => ({ account: id, domains: ['api.example.com'] });
  const WAVES: readonly Wave[] = [[task('1')], [task('2')], [task('3')]];
  const fine = (id: string) => ({ account: id, failed: 0, failedProofs: 0, waiting: [] });
  const state = { wave: 0, rounds: 0, failed: 0 };

  test('begins with the first', () => {
    expect(nextWave(WAVES, undefined, [], LIMITS)).toEqual({ kind: 'apply', state, tasks: WAVES[0], pauseSeconds: 0 });
  });

  test('is done at once when nothing changes', () => {
    expect(nextWave([], undefined, [], LIMITS)).toEqual({ kind: 'done' });
  });

  test('goes on with the next when one is over, and is done after the last', () => {
    expect(nextWave(WAVES, state, [fine('1')], LIMITS)).toMatchObject({ kind: 'apply', state: { wave: 1, rounds: 0 } });
    expect(nextWave(WAVES, { ...state, wave: 2 }, [fine('3')], LIMITS)).toEqual({ kind: 'done' });
  });

  test('looks again at what waits, and at nothing else', () => {
    const waits = { ...fine('2'), waiting: ['b.example.com'] };

    expect(nextWave(WAVES, state, [fine('1'), waits], LIMITS)).toEqual({
      kind: 'apply',
      state: { wave: 0, rounds: 1, failed: 0 },
      tasks: [{ account: '2', domains: ['b.example.com'] }],
      pauseSeconds: 60,
    });
  });

  test('stops when a wave does not come to its end', () => {
    const waits = { ...fine('1'), waiting: ['a.example.com'] };

    expect(nextWave(WAVES, { ...state, rounds: 2 }, [waits], LIMITS)).toEqual({
      kind: 'done',
      stoppedBecause: 'wave 1 still waits for 1 edges after 3 looks; the next run goes on from there',
    });
  });

  test('stops after too many failures, those of earlier waves included', () => {
    const failing = { ...fine('2'), failed: 2 };

    expect(nextWave(WAVES, { ...state, failed: 1 }, [failing], LIMITS)).toEqual({
      kind: 'done',
      isBroken: true,
      stoppedBecause: expect.stringMatching(
        /^wave 1: 3 edges failed, more than the 2 that are allowed \(MaximumFailures\)/,
      ),
    });
    expect(nextWave(WAVES, state, [failing], LIMITS)).toMatchObject({ kind: 'apply', state: { wave: 1, failed: 2 } });
  });

  test('stops at the first failed proof', () => {
    expect(nextWave(WAVES, state, [{ ...fine('1'), failedProofs: 1 }], LIMITS)).toMatchObject({
      kind: 'done',
      stoppedBecause: expect.stringContaining('1 proofs failed'),
    });
  });

  test('stops when a task was stopped, whatever the results say', () => {
    const because = 'wave 1: 3 edges failed';

    expect(nextWave(WAVES, state, [{ ...fine('1'), stopped: because }], LIMITS)).toEqual({
      kind: 'done',
      isBroken: true,
      stoppedBecause: because,
    });
  });
});

describe('whyStopped', () => {
  const failing = (account: string, failed: number, failedProofs = 0) => ({ account, failed, failedProofs });

  test('names some of the accounts in which something failed, each once', () => {
    const tasks = [
      failing('1', 1),
      failing('1', 1),
      failing('2', 0),
      failing('3', 1),
      failing('4', 1),
      failing('5', 1),
    ];

    expect(whyStopped(1, tasks, 0, LIMITS)).toMatch(/^wave 2: 5 edges .*, the last in accounts 1, 3, 4 and 1 more;/);
  });

  test('allows as many failures as the limit says, earlier ones included, and no failed proof', () => {
    expect(whyStopped(0, [failing('1', 1)], 1, LIMITS)).toBeUndefined();
    expect(whyStopped(0, [failing('1', 1)], 2, LIMITS)).toMatch(/^wave 1: 3 edges failed/);
    expect(whyStopped(0, [failing('1', 0, 1)], 0, LIMITS)).toMatch(/^wave 1: 1 proofs failed, in account 1;/);
  });
});
