import { duration, layOutTimeline, type Moment } from '../../../cli/demo/timeline.ts';
import { paintLine } from '../../../cli/styled-text.ts';

const NAME = 'api.example.com';

describe('layOutTimeline', () => {
  test('shows what was applied when, and what AWS was waited for in between', () => {
    const moments: readonly Moment[] = [
      { atSeconds: 0, domainName: NAME, kind: 'applied', text: 'create distribution for api.example.com' },
      { atSeconds: 0, domainName: NAME, kind: 'waiting', text: 'waiting for distribution E1 to be Deployed' },
      {
        atSeconds: 0,
        domainName: 'b.example.com',
        kind: 'waiting',
        text: 'waiting for distribution E2 to be Deployed',
      },
      { atSeconds: 320, domainName: NAME, kind: 'in-sync', text: 'in sync' },
    ];

    const lines = layOutTimeline(moments, 100).map((line) => paintLine(line, 'off'));

    expect(lines).toEqual([
      '00:00:00  api.example.com  create distribution for api.example.com',
      '          … 5 minutes 20 seconds of simulated time: waiting for distribution to be Deployed (2)',
      '00:05:20  api.example.com  in sync',
    ]);
  });

  test('leaves out edges of which nothing was applied', () => {
    const moments: readonly Moment[] = [{ atSeconds: 0, domainName: NAME, kind: 'in-sync', text: 'in sync' }];

    expect(layOutTimeline(moments, 100)).toEqual([]);
  });
});

describe('duration', () => {
  test.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [60, '1 minute'],
    [330, '5 minutes 30 seconds'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});
