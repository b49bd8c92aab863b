import { recordStackMoments } from '../../../cli/demo/stack-moments.ts';
import type { StackEvent } from '../../../simulator/cloudformation/stack.ts';

const START = Date.parse('2026-01-01T00:15:00Z');

function recorder(events: readonly StackEvent[] = []) {
  const stack = {
    name: 'shop',
    id: 'arn',
    status: 'CREATE_IN_PROGRESS',
    reason: undefined,
    outputs: {},
    events,
    resources: {},
  } as const;
  return recordStackMoments({
    seconds: (at = START + 5000) => (Number(at) - START) / 1000,
    stack: () => stack,
    executions: () => [],
  });
}

const EVENT: StackEvent = {
  timestamp: new Date(START + 2000),
  logicalId: 'Edge',
  physicalId: undefined,
  type: 'Custom::SecureApiEdge',
  status: 'CREATE_FAILED',
  reason: 'time ran out\nwhat was made stays',
};

describe('recordStackMoments', () => {
  test('tells an event of the stack once, with the first line of its reason', () => {
    const moments = recorder([EVENT]);

    moments.onProgress();
    moments.onProgress();

    expect(moments.all()).toEqual([
      { atSeconds: 2, who: 'CloudFormation', text: 'Edge CREATE_FAILED: time ran out', kind: 'bad' },
    ]);
  });

  test.each([
    [
      { message: 'started an execution', deadline: '2026-01-01T00:30:00.000Z' },
      { who: 'Step Functions', text: 'an execution begins; it has to answer before 00:15:00', kind: 'news' },
    ],
    [
      { message: 'looked at the edge', outcome: 'applied', applied: 'tag E1, tag E1, update E1' },
      { who: 'product', text: 'tag E1, update E1', kind: 'news' },
    ],
    [
      { message: 'looked at the edge', outcome: 'applied', applied: 'tag E1', proof: 'passed', requests: 64 },
      { who: 'product', text: 'proof passed (64 requests), tag E1', kind: 'news' },
    ],
    [
      { message: 'looked at the edge', outcome: 'waiting', waitingFor: 'E1' },
      { who: 'product', text: 'waiting for E1', kind: 'waiting' },
    ],
    [
      { message: 'answering', status: 'FAILED', reason: 'time ran out\nmore' },
      { who: 'product', text: 'answers FAILED: time ran out', kind: 'bad' },
    ],
  ])('tells the log line %j', (line, moment) => {
    const moments = recorder();

    moments.onLogLine(JSON.stringify(line));

    expect(moments.all()).toEqual([{ atSeconds: 5, ...moment }]);
  });

  test('leaves out what is no news to a reader of the story', () => {
    const moments = recorder();

    moments.onLogLine(JSON.stringify({ message: 'received', kind: 'create' }));

    expect(moments.all()).toEqual([]);
  });
});
