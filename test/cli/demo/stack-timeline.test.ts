import type { StackMoment } from '../../../cli/demo/stack-moments.ts';
import { layOutStackTimeline } from '../../../cli/demo/stack-timeline.ts';
import { paintLine } from '../../../cli/styled-text.ts';

const BEGUN: StackMoment = { atSeconds: 0, who: 'CloudFormation', text: 'Edge CREATE_IN_PROGRESS', kind: 'news' };
const WAITING: StackMoment = { atSeconds: 0, who: 'product', text: 'waiting for distribution E1', kind: 'waiting' };
const ANSWERED: StackMoment = { atSeconds: 60, who: 'product', text: 'answers SUCCESS', kind: 'good' };
const COMPLETE: StackMoment = { ...BEGUN, atSeconds: 62, text: 'Edge CREATE_COMPLETE' };

describe('layOutStackTimeline', () => {
  test('tells what was waited for, and how many tasks ran meanwhile', () => {
    const stretch = { fromSeconds: 0, moments: [BEGUN, WAITING, ANSWERED, COMPLETE], tasks: [0, 10, 20, 60] };

    const lines = layOutStackTimeline(stretch, 120).map((line) => paintLine(line, 'off'));

    expect(lines).toEqual([
      '00:00:00  CloudFormation  Edge CREATE_IN_PROGRESS',
      '          … 1 minute of simulated time: waiting for distribution E1; 2 tasks of the state machine',
      '00:01:00  product         answers SUCCESS',
      '          … 2 seconds of simulated time',
      '00:01:02  CloudFormation  Edge CREATE_COMPLETE',
    ]);
  });

  test('tells of the time before the first moment', () => {
    const lines = layOutStackTimeline({ fromSeconds: 30, moments: [ANSWERED], tasks: [] }, 120);

    expect(paintLine(lines[0]!, 'off')).toBe('          … 30 seconds of simulated time');
  });
});
