import * as fc from 'fast-check';
import type { Known } from '../../../functions/notice/known-edges.ts';
import { noticeChange } from '../../../functions/notice/notice-change.ts';
import { parseChange } from '../../../functions/notice/parse-change.ts';
import type { Called } from '../../../functions/reconciler/aws/call.ts';
import { parseRegion } from '../../../functions/reconciler/model/names.ts';
import { parseZoneRole } from '../../../functions/reconciler/model/zone-role.ts';

const ACCOUNT = '111111111111';
const OWNER = '444444444444';
const NOW = new Date('2026-11-20T09:00:10Z');
const KNOWN: Known = {
  edges: { words: ['api.example.com', '*.wild.example.com', 'e1example', 'a1b2c3d4e5', 'p1', 'z1example'] },
  swept: undefined,
  inZones: new Map(),
};

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

/** A record of this name, that leads to some edge. */
function changesRecord(name: string, type = 'A') {
  const aliasTarget = { dNSName: 'api.example.com.', hostedZoneId: 'Z1EXAMPLE' };
  return {
    eventSource: 'route53.amazonaws.com',
    eventName: 'ChangeResourceRecordSets',
    requestParameters: {
      hostedZoneId: '/hostedzone/Z1EXAMPLE',
      changeBatch: { changes: [{ action: 'UPSERT', resourceRecordSet: { name, type, aliasTarget } }] },
    },
  };
}

const CHANGES_RECORDS = changesRecord('API.example.com.');

function onApiGateway(eventName: string, requestParameters: Record<string, unknown>) {
  return { eventSource: 'apigateway.amazonaws.com', eventName, requestParameters };
}

function onZone(eventName: string, requestParameters: Record<string, unknown>) {
  return { eventSource: 'route53.amazonaws.com', eventName, requestParameters };
}

const TAGGED_DOMAIN = { resourceArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com' };
const TAGGED_API = { resourceArn: 'arn:aws:apigateway:eu-west-1::/apis/a1b2c3d4e5' };
/** In place of a request of more than 100 KB. */
const OMITTED = { reason: 'requestParameters too large', omitted: true, originalSize: 149_893 };

async function noticed(
  event: unknown,
  {
    known = {} as Partial<Known>,
    started = 'started' as 'started' | 'duplicate',
    keeping = { kind: 'answered', value: undefined } as Called<unknown>,
  } = {},
) {
  const kept: unknown[] = [];
  const sweeps: unknown[] = [];
  const logged: unknown[] = [];
  const log = { info: (...line: unknown[]) => logged.push(line), warn() {}, error() {} };
  const answer = await noticeChange(event, {
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    ownNames: ['secure-api-edge-writer', 'secure-api-edge'],
    zoneRoles: [parseZoneRole(`arn:aws:iam::${OWNER}:role/dns/edge-zones`, undefined)!],
    regions: [parseRegion('eu-west-1')!],
    slotSeconds: 180,
    known: async () => ({ kind: 'answered', value: { ...KNOWN, ...known } }),
    keepChange: async (change) => {
      kept.push(change);
      return keeping;
    },
    startSweep: async (name, input) => {
      sweeps.push([name, input]);
      return { kind: 'answered', value: started };
    },
    log,
  });
  return { answer, kept, sweeps, logged };
}

test('sweeps the account of a change that touches a known edge, when others had time to follow', async () => {
  const { answer, kept, sweeps } = await noticed(recorded());

  expect(answer).toBe('started');
  expect(kept).toEqual([
    expect.objectContaining({
      id: '5d09a28a-76d3-4eaa-a39e-701403fb2933',
      account: ACCOUNT,
      who: 'assumed-role/Admin/alice',
      what: 'cloudfront UpdateDistribution',
      at: '2026-11-20T08:59:50.000Z',
    }),
  ]);
  expect(sweeps).toEqual([
    [
      expect.stringMatching(/^change-111111111111-\d+$/),
      { source: 'aws.cloudtrail', detail: { accounts: [ACCOUNT], notBefore: '2026-11-20T09:03:00.000Z' } },
    ],
  ]);
});

test('fails where a change could not be kept: Lambda brings the event again', async () => {
  const failure = {
    kind: 'AccessDenied',
    service: 'S3',
    operation: 'PutObject',
    code: 'AccessDenied',
    message: 'no',
    requestId: undefined,
  } as const;

  const noticing = noticed(recorded(), { keeping: { kind: 'failed', failure } });

  await expect(noticing).rejects.toThrow('S3 PutObject: AccessDenied: no');
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
    "what somebody else wrote under the name of this tool's sessions",
    { userIdentity: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/secure-api-edge` } },
  ],
  [
    'a distribution of which nobody knows yet',
    {
      eventName: 'CreateDistributionWithTags',
      requestParameters: {},
      responseElements: { distribution: { id: 'E9NEW' } },
    },
  ],
  ['records of a wildcard, as Route 53 escapes it', changesRecord('\\052.wild.example.com')],
  ['a wildcard record above a known name', changesRecord('\\052.example.com')],
  ['a delegation of what is above a known name', changesRecord('example.com.', 'NS')],
  ['a known name that is delegated', changesRecord('api.example.com.', 'DNAME')],
  ['a known name that another distribution takes', { requestParameters: { id: 'E2', alias: 'api.example.com' } }],
  ['a policy that an edge uses', { eventName: 'UpdateOriginRequestPolicy', requestParameters: { id: 'P1' } }],
  ['a tag of a custom domain', onApiGateway('TagResource', { ...TAGGED_DOMAIN, tags: { manage: 'no' } })],
  [
    'a tag that is taken off',
    onApiGateway('UntagResource', { resourceArn: encodeURIComponent(TAGGED_DOMAIN.resourceArn), tagKeys: ['manage'] }),
  ],
  ['an API behind an edge', onApiGateway('CreateDeployment', { restApiId: 'a1b2c3d4e5' })],
  ['CORS of an API behind an edge', onApiGateway('DeleteCorsConfiguration', { apiId: 'a1b2c3d4e5' })],
  ['a new zone for a known name', onZone('CreateHostedZone', { name: 'Example.com.', callerReference: '1' })],
  ['the zone of a known name', onZone('DeleteHostedZone', { id: 'Z1EXAMPLE' })],
  ['a request that is too large for CloudTrail', { requestParameters: OMITTED }],
])('looks at %s', async (_, detail) => {
  expect((await noticed(recorded(detail))).answer).toBe('started');
});

test('looks at a new domain where sweeps look for domains, and nowhere else', async () => {
  const created = recorded(onApiGateway('CreateDomainName', { domainName: 'new.example.com' }));

  expect((await noticed({ ...created, region: 'eu-west-1' })).answer).toBe('started');
  expect((await noticed({ ...created, region: 'us-east-1' })).answer).toBe('ignored');
});

test.each<[string, Record<string, unknown>]>([
  [
    'what this tool wrote',
    { userIdentity: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/secure-api-edge-writer/secure-api-edge` } },
  ],
  ['a reading', { readOnly: true }],
  ['what was refused', { errorCode: 'AccessDenied' }],
  ['an operation that touches no edge', { eventName: 'CreateFunction' }],
  ['records of another name, in the same zone and to the same edge', changesRecord('www.example.com.')],
  ['records at the apex of the zone', changesRecord('example.com.')],
  ['a wildcard record beside known names', changesRecord('*.other.example.com.')],
  [
    'a distribution that is no edge, also one with the same policies',
    {
      requestParameters: {
        id: 'E2OTHER',
        distributionConfig: {
          aliases: { items: ['www.example.com'], quantity: 1 },
          defaultCacheBehavior: { originRequestPolicyId: 'p1', cachePolicyId: 'p2' },
        },
      },
    },
  ],
  ['a policy that no edge uses', { eventName: 'UpdateCachePolicy', requestParameters: { id: 'P2' } }],
  ['an API behind no edge', onApiGateway('PutMethod', { restApiId: 'f6g7h8i9j0', httpMethod: 'GET' })],
  ['a new API', onApiGateway('ImportApi', { body: '{}' })],
  ['a tag of an API', onApiGateway('TagResource', { ...TAGGED_API, tags: { team: 'one' } })],
  ['a new zone for other names', onZone('CreateHostedZone', { name: 'ample.com', callerReference: '1' })],
])('ignores %s', async (_, detail) => {
  const { answer, sweeps, kept, logged } = await noticed(recorded(detail));

  expect([answer, sweeps, kept, logged.length]).toEqual(['ignored', [], [], 1]);
});

test('looks at every change in an account that no sweep has seen', async () => {
  const other = { ...CHANGES_RECORDS, requestParameters: { hostedZoneId: 'Z2OTHER' } };

  expect((await noticed(recorded(other), { known: { edges: undefined } })).answer).toBe('started');
});

test('looks at an account of the last sweep, and starts none that could only say that the account is not in its scope', async () => {
  const swept = { edges: undefined, swept: [ACCOUNT] };

  expect((await noticed(recorded(), { known: swept })).answer).toBe('started');
  expect(await noticed({ ...recorded(), account: '555555555555' }, { known: swept })).toEqual({
    answer: 'ignored',
    kept: [],
    sweeps: [],
    logged: [
      ['an event is ignored', expect.objectContaining({ because: 'the last sweep did not look at its account' })],
    ],
  });
});

describe('in an account whose zones hold names of other accounts', () => {
  const inZones = new Map([
    ['api.example.com', [ACCOUNT, '222222222222']],
    ['api.example.org', ['333333333333']],
    ['z1example', [ACCOUNT]],
  ]);
  const swept = [ACCOUNT, '222222222222', '333333333333'];
  const inZonesOf = (detail: Record<string, unknown>, known: Partial<Known> = {}) =>
    noticed({ ...recorded(detail), account: OWNER }, { known: { edges: undefined, swept, inZones, ...known } });
  const accountsOf = (sweeps: readonly unknown[]) =>
    sweeps.map((sweep) => (sweep as [string, { detail: { accounts: string[] } }])[1].detail.accounts);

  test('a record starts sweeps of the accounts whose edges have the name, and their reports say where it was', async () => {
    const { answer, kept, sweeps } = await inZonesOf(CHANGES_RECORDS);

    expect(answer).toBe('started');
    expect(accountsOf(sweeps)).toEqual([[ACCOUNT], ['222222222222']]);
    expect(kept).toMatchObject([
      { account: ACCOUNT, what: `route53 ChangeResourceRecordSets in account ${OWNER}` },
      { account: '222222222222', who: 'assumed-role/Admin/alice' },
    ]);
  });

  test('a new zone concerns every edge whose name is in it', async () => {
    const { sweeps } = await inZonesOf(onZone('CreateHostedZone', { name: 'example.org' }));

    expect(accountsOf(sweeps)).toEqual([['333333333333']]);
  });

  test('edges of the account itself count too, where it is swept', async () => {
    const { sweeps } = await inZonesOf(changesRecord('api.example.org'), {
      edges: { words: ['api.example.org'] },
      swept: [...swept, OWNER],
    });

    expect(accountsOf(sweeps)).toEqual([[OWNER], ['333333333333']]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['records of other names', changesRecord('www.example.com')],
    ['names that are members of every object', changesRecord('constructor')],
    [
      'what this tool wrote through its role for zones',
      {
        ...CHANGES_RECORDS,
        userIdentity: { arn: `arn:aws:sts::${OWNER}:assumed-role/edge-zones/secure-api-edge` },
      },
    ],
  ])('ignores %s', async (_, detail) => {
    const { answer, sweeps } = await inZonesOf(detail);

    expect([answer, sweeps]).toEqual(['ignored', []]);
  });

  test('a role of that name in another account is nobody of ours', async () => {
    const userIdentity = { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/edge-zones/alice` };

    expect((await noticed(recorded({ userIdentity }))).answer).toBe('started');
  });
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
