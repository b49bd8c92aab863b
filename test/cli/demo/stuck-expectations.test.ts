/** Guards against: a story that is said to have ended well whatever happened in it. */
import type { Answer } from '../../../cli/demo/caller.ts';
import type { Calls } from '../../../cli/demo/calls.ts';
import type { AskedAndAnswered } from '../../../cli/demo/stack-stage.ts';
import type { StackAct, StuckActs } from '../../../cli/demo/stuck-acts.ts';
import { checkStuckExpectations } from '../../../cli/demo/stuck-expectations.ts';

const HTTPS: Answer = {
  url: 'https://shop.example.com/basket/7',
  at: '198.51.100.10:443',
  status: 200,
  location: undefined,
  through: 'API Gateway',
  authorizationSent: 'sent',
  authorizationArrived: 'Bearer good…',
};
const STRANGER: Answer = { ...HTTPS, status: 401, authorizationSent: 'not-sent', authorizationArrived: undefined };
const HTTP: Answer = { ...STRANGER, url: 'http://shop.example.com/basket/7', status: 'ECONNREFUSED' };
const DIRECT: Calls = { https: HTTPS, stranger: STRANGER, http: HTTP };
const REDIRECTED: Calls = {
  https: { ...HTTPS, through: 'CloudFront' },
  stranger: STRANGER,
  http: { ...HTTP, status: 301, location: HTTPS.url },
};

const READ_BACK = {
  ...{ domainName: 'shop.example.com', dns: 'A alias d-1', distribution: 'none' },
  ...{ viewers: 'none', caching: 'none', toTheApi: 'none' },
};

function answered(taken: 'counted' | 'ignored', atSeconds = 0): AskedAndAnswered {
  return {
    event: {
      RequestType: 'Create',
      ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:CustomResourceFunction',
      ResponseURL: 'https://example.com/',
      StackId: 'arn',
      RequestId: 'request',
      LogicalResourceId: 'Edge',
      ResourceType: 'Custom::SecureApiEdge',
      ResourceProperties: {},
    },
    puts: [{ path: '/', at: new Date(atSeconds * 1000), status: 200, body: '', taken }],
  };
}

function act(changes: Partial<StackAct> = {}, stack: Partial<StackAct['stack']> = {}): StackAct {
  return {
    stack: {
      ...{ name: 'shop', id: 'arn', status: 'CREATE_COMPLETE', reason: undefined, outputs: {} },
      ...{ events: [], resources: {}, ...stack },
    },
    ...{ fromSeconds: 0, moments: [], tasks: [], requests: [answered('counted')], readBack: READ_BACK, leftovers: [] },
    calls: DIRECT,
    ...changes,
  };
}

const OF_EDGE = { logicalId: 'Edge', physicalId: undefined, type: 'Custom::SecureApiEdge' } as const;
const FAILED = act(
  { requests: [answered('counted', 840)], leftovers: ['distribution E1 (disabled, InProgress)'] },
  {
    status: 'ROLLBACK_COMPLETE',
    events: [
      { ...OF_EDGE, timestamp: new Date(0), status: 'CREATE_IN_PROGRESS', reason: undefined },
      { ...OF_EDGE, timestamp: new Date(840_000), status: 'CREATE_FAILED', reason: 'time ran out while waiting' },
    ],
  },
);
const GOOD: StuckActs = {
  before: { readBack: READ_BACK, calls: DIRECT },
  failed: FAILED,
  background: act({ requests: [] }),
  succeeded: act({ calls: REDIRECTED }),
  executions: [{ status: 'SUCCEEDED', fromSeconds: 0, toSeconds: 840 }],
};

function unmet(acts: StuckActs): readonly string[] {
  return checkStuckExpectations(acts).flatMap(({ expected, met }) => (met === 'yes' ? [] : [expected]));
}

describe('checkStuckExpectations', () => {
  test('is content with a story that ended well', () => {
    expect(unmet(GOOD)).toEqual([]);
  });

  test.each<[string, Partial<StuckActs>, string]>([
    [
      'came after CloudFormation had given up',
      { failed: { ...FAILED, requests: [answered('counted', 901)] } },
      'the first attempt is answered FAILED before CloudFormation stops waiting',
    ],
    [
      'left something behind',
      { background: act({ requests: [], leftovers: ['distribution E1 (disabled, Deployed)'] }) },
      'nothing is left behind',
    ],
    [
      'lost its callers',
      { background: act({ requests: [], calls: { ...DIRECT, https: { ...HTTPS, status: 403 } } }) },
      'until then no record moves, and callers are served as before',
    ],
    [
      'answered nobody',
      { succeeded: act({ calls: REDIRECTED, requests: [answered('ignored')] }) },
      'every request gets exactly one answer',
    ],
    [
      'did not redirect in the end',
      { succeeded: act({ calls: DIRECT }) },
      'the second attempt succeeds, and its edge redirects and serves',
    ],
    [
      'had an execution that failed',
      { executions: [{ status: 'FAILED', fromSeconds: 0, toSeconds: 1 }] },
      'every execution comes to its end',
    ],
  ])('refuses a story that %s', (_, changes, expected) => {
    expect(unmet({ ...GOOD, ...changes })).toEqual([expected]);
  });
});
