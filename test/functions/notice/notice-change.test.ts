import * as fc from 'fast-check';
import type { KnownEdges } from '../../../functions/notice/known-edges.ts';
import { noticeChange } from '../../../functions/notice/notice-change.ts';
import { parseChange } from '../../../functions/notice/parse-change.ts';

const ACCOUNT = '111111111111';
const NOW = new Date('2026-11-20T09:00:10Z');

/** As EventBridge delivers what CloudTrail recorded. https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-cloudfront.html */
function recorded(detail: Record<string, unknown> = {}) {
  return {
    version: '0',
    id: '5d09a28a-76d3-4eaa-a39e-701403fb2933',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.cloudfront',
    account: ACCOUNT,
    region: 'us-east-1',
    detail: {
      eventSource: 'cloudfront.amazonaws.com',
      eventName: 'UpdateDistribution',
      eventTime: '2026-11-20T08:59:50Z',
      readOnly: false,
      userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/alice` },
      requestParameters: {
        id: 'E1EXAMPLE',
        distributionConfig: { aliases: { items: ['api.example.com'], quantity: 1 } },
      },
      responseElements: null,
      ...detail,
    },
  };
}

const CHANGES_RECORDS = {
  eventSource: 'route53.amazonaws.com',
  eventName: 'ChangeResourceRecordSets',
  requestParameters: {
    hostedZoneId: '/hostedzone/Z1EXAMPLE',
    changeBatch: { changes: [{ action: 'UPSERT', resourceRecordSet: { name: 'API.example.com.', type: 'A' } }] },
  },
};

async function noticed(
  event: unknown,
  {
    known = { words: ['api.example.com', 'e1example'] } as KnownEdges | 'never swept',
    started = 'started' as 'started' | 'duplicate',
  } = {},
) {
  const kept: unknown[] = [];
  const sweeps: unknown[] = [];
  const log = { info() {}, warn() {}, error() {} };
  const answer = await noticeChange(event, {
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    ownNames: ['secure-api-edge-writer', 'secure-api-edge'],
    slotSeconds: 180,
    known: async () => ({ kind: 'answered', value: known === 'never swept' ? undefined : known }),
    keepChange: async (account, name, change) => {
      kept.push([account, name, change]);
      return { kind: 'answered', value: undefined };
    },
    startSweep: async (name, input) => {
      sweeps.push([name, input]);
      return { kind: 'answered', value: started };
    },
    log,
  });
  return { answer, kept, sweeps };
}

test('sweeps the account of a change that touches a known edge, when others had time to follow', async () => {
  const { answer, kept, sweeps } = await noticed(recorded());

  expect(answer).toBe('started');
  expect(kept).toEqual([
    [
      ACCOUNT,
      '2026-11-20T08:59:50.000Z-5d09a28a-76d3-4eaa-a39e-701403fb2933',
      expect.objectContaining({
        who: 'assumed-role/Admin/alice',
        what: 'cloudfront UpdateDistribution',
        at: '2026-11-20T08:59:50.000Z',
      }),
    ],
  ]);
  expect(sweeps).toEqual([
    [
      expect.stringMatching(/^change-111111111111-\d+$/),
      { source: 'aws.cloudtrail', detail: { accounts: [ACCOUNT], notBefore: '2026-11-20T09:03:00.000Z' } },
    ],
  ]);
});

test('collects what follows within the same minutes into one sweep', async () => {
  const [first, second] = [
    await noticed(recorded()),
    await noticed(recorded(CHANGES_RECORDS), { started: 'duplicate' }),
  ];

  expect(second.answer).toBe('collected');
  expect(second.sweeps).toEqual(first.sweeps);
  expect(second.kept).toHaveLength(1);
});

test.each<[string, Record<string, unknown>]>([
  ['records of a known name, however they are spelled', CHANGES_RECORDS],
  [
    'a distribution of which nobody knows yet',
    {
      eventName: 'CreateDistributionWithTags',
      requestParameters: {},
      responseElements: { distribution: { id: 'E9NEW' } },
    },
  ],
  [
    'a new domain',
    {
      eventSource: 'apigateway.amazonaws.com',
      eventName: 'CreateDomainName',
      requestParameters: { domainName: 'new.example.com' },
    },
  ],
])('looks at %s', async (_, detail) => {
  expect((await noticed(recorded(detail))).answer).toBe('started');
});

test.each<[string, Record<string, unknown>]>([
  [
    'what this tool wrote',
    { userIdentity: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/secure-api-edge-writer/secure-api-edge` } },
  ],
  ['a reading', { readOnly: true }],
  ['what was refused', { errorCode: 'AccessDenied' }],
  ['an operation that touches no edge', { eventName: 'CreateFunction' }],
  [
    'records of another name',
    {
      ...CHANGES_RECORDS,
      requestParameters: {
        hostedZoneId: 'Z2OTHER',
        changeBatch: { changes: [{ resourceRecordSet: { name: 'www.example.org.' } }] },
      },
    },
  ],
])('ignores %s', async (_, detail) => {
  const { answer, sweeps, kept } = await noticed(recorded(detail));

  expect([answer, sweeps, kept]).toEqual(['ignored', [], []]);
});

test('looks at every change in an account that no sweep has seen', async () => {
  const other = { ...CHANGES_RECORDS, requestParameters: { hostedZoneId: 'Z2OTHER' } };

  expect((await noticed(recorded(other), { known: 'never swept' })).answer).toBe('started');
});

test('never throws for what an event holds', () => {
  fc.assert(
    fc.property(fc.anything({ maxDepth: 6, withBigInt: true, withDate: true }), fc.anything(), (event, detail) => {
      expect(['change', 'ignored']).toContain(parseChange(event).kind);
      expect(['change', 'ignored']).toContain(parseChange({ ...recorded(), detail }).kind);
      expect(parseChange(recorded({ requestParameters: event }))).toMatchObject({ kind: 'change' });
    }),
  );
});
