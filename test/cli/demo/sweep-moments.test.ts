import { recordSweepMoments } from '../../../cli/demo/sweep-moments.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const RUN = {
  id: 'nightly',
  startedAt: '2026-01-01T00:00:00Z',
  trigger: 'schedule',
  bucket: 'edge-reports',
  accountsKey: 'runs/nightly/accounts.json',
  resultsPrefix: 'runs/nightly/maps',
  concurrency: 20,
  event: {},
};
const ACCOUNT = '222222222222';
const DOMAIN = 'api.shop.example';
const after = (seconds: number) => START + seconds * 1000;

test('tells what each look and each wave came to, by the name of the account', () => {
  const { moments, onStep } = recordSweepMoments(START);

  onStep({
    at: after(0),
    input: { step: 'plan', run: RUN, account: { id: ACCOUNT, name: 'shop' } },
    answer: { account: ACCOUNT, edges: 2, changing: [DOMAIN], isComplete: true },
  });
  onStep({
    at: after(0),
    input: { step: 'judge', run: RUN },
    answer: { next: 'apply', pauseSeconds: 0, tasksKey: 'tasks', state: { wave: 0, rounds: 0, failed: 0 } },
  });
  onStep({
    at: after(300),
    input: { step: 'apply', run: RUN, task: { account: ACCOUNT, domains: [DOMAIN], look: '0-0' } },
    answer: { account: ACCOUNT, failed: 0, failedProofs: 0, waiting: [DOMAIN] },
  });

  expect(moments).toEqual([
    { atSeconds: 0, part: 'look', text: 'shop: 2 edges, 1 to be changed' },
    { atSeconds: 300, part: 'wave 1', text: 'shop: api.shop.example 1 still waiting' },
  ]);
});

test('calls an account of which nothing was seen not checked, not empty', () => {
  const { moments, onStep } = recordSweepMoments(START);

  onStep({
    at: after(0),
    input: { step: 'plan', run: RUN, account: { id: ACCOUNT } },
    answer: { account: ACCOUNT, edges: 0, changing: [], isComplete: false },
  });

  expect(moments).toEqual([{ atSeconds: 0, part: 'look', text: '222222222222: not checked' }]);
});

test('tells why the waves ended early', () => {
  const { moments, onStep } = recordSweepMoments(START);
  const because = 'wave 1: 1 proofs failed; later waves were not begun';

  onStep({
    at: after(60),
    input: { step: 'judge', run: RUN },
    answer: { next: 'report', pauseSeconds: 0, tasksKey: '', because },
  });

  expect(moments).toEqual([{ atSeconds: 60, part: 'wave 1', text: because }]);
});
