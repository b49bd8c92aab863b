/** Guards against: events of `events/` that nobody can try any more. */
import { readFileSync } from 'node:fs';
import { noticeChange } from '../../../functions/notice/notice-change.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useSweep } from '../../support/simulated-sweep.ts';
import { MEMBERS, seedAccounts } from '../../support/swept-accounts.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);
const GIVEN = { SWEPT_ACCOUNTS: MEMBERS.join(',') };

function sample(name: string): unknown {
  return JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
}

test('events/sweep.json looks at one account, and changes nothing', async () => {
  await seedAccounts(aws);

  const { status, report } = await sweep.execute(GIVEN, { event: sample('sweep') });

  expect(status).toBe('SUCCEEDED');
  expect(report.run).toMatchObject({ mode: 'detect', trigger: 'person' });
  expect(report.accounts).toMatchObject([{ id: '222222222222', edges: [{ result: 'drift' }] }]);
});

test('events/change.json starts the sweep that says who did it', async () => {
  await seedAccounts(aws);
  const { memory, clock, log } = sweep.context(GIVEN);
  const started: { readonly name: string; readonly input: unknown }[] = [];

  const answer = await noticeChange(sample('change'), {
    clock,
    log,
    ownNames: ['secure-api-edge'],
    slotSeconds: 180,
    known: async () => ({ kind: 'answered', value: undefined }),
    keepChange: (account, name, change) => memory.put(`changes/${account}/${name}`, change),
    startSweep: async (name, input) => {
      started.push({ name, input });
      return { kind: 'answered', value: 'started' };
    },
  });
  const [{ name, input } = { name: '', input: {} }] = started;
  const { report } = await sweep.execute(GIVEN, { runId: name, event: input });

  expect(answer).toBe('started');
  expect(report.run).toMatchObject({ id: expect.stringMatching(`^${name}-\\d{14}$`), trigger: 'event' });
  expect(report.accounts).toMatchObject([
    {
      id: '222222222222',
      edges: [
        {
          result: 'fixed',
          changedBy: {
            who: 'assumed-role/Admin/alice',
            what: 'cloudfront UpdateDistribution',
            at: '2026-11-20T08:59:50.000Z',
          },
        },
      ],
    },
  ]);
});
