/** Guards against: events of `events/` that nobody can try any more. */
import { readFileSync } from 'node:fs';
import { keepChange } from '../../../functions/notice/kept-changes.ts';
import { noticeChange } from '../../../functions/notice/notice-change.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { useSweep } from '../../support/simulated-sweep.ts';
import { MEMBERS, seedAccounts } from '../../support/swept-accounts.ts';

const aws = useSimulatedAws();
const sweep = useSweep(aws);
const GIVEN = { SWEPT_ACCOUNTS: MEMBERS.join(',') };

/** The events speak of the account and of a domain of `simulate`; here the second account has drifted. */
function sample(name: string): unknown {
  const text = readFileSync(`events/${name}.json`, 'utf8');
  return JSON.parse(
    text.replaceAll('111111111111', '222222222222').replaceAll('legacy.example.com', 'api.two.example'),
  );
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
    zoneRoles: [],
    regions: [],
    slotSeconds: 180,
    known: async () => ({ kind: 'answered', value: { edges: undefined, swept: undefined, inZones: new Map() } }),
    keepChange: (change) => keepChange(memory, change),
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
