import type { Answer, Caller } from '../../../cli/demo/caller.ts';
import { isServed, layOutCalls, layOutWatch, watchCalls } from '../../../cli/demo/calls.ts';
import { type Line, paintLine } from '../../../cli/styled-text.ts';

const SERVED: Answer = {
  url: 'https://api.example.com/basket/7',
  at: '198.51.100.10:443',
  status: 200,
  location: undefined,
  through: 'API Gateway',
  authorizationSent: 'sent',
  authorizationArrived: 'Bearer good…',
};
const REFUSED: Answer = {
  ...SERVED,
  url: 'http://api.example.com/basket/7',
  at: '198.51.100.10:80',
  status: 'ECONNREFUSED',
  through: 'nobody',
  authorizationSent: 'not-sent',
  authorizationArrived: undefined,
};
/** From a cache that keeps what was made for somebody else. */
const LEAKED: Answer = { ...SERVED, through: 'CloudFront', authorizationSent: 'not-sent' };

function painted(lines: readonly Line[]): readonly string[] {
  return lines.map((line) => paintLine(line, 'off'));
}

describe('isServed', () => {
  test.each([
    ['what was sent has arrived', SERVED, true],
    ['nobody answers', REFUSED, false],
    ['what somebody else has sent has arrived', LEAKED, false],
    ['the API got no Authorization', { ...SERVED, authorizationArrived: undefined }, false],
    ['the status is another', { ...SERVED, status: 403 }, false],
  ])('judges an answer where %s', (_, answer, expected) => {
    expect(isServed(answer)).toBe(expected);
  });
});

describe('layOutCalls', () => {
  test('shows of each call where it went and what came', () => {
    const lines = layOutCalls({ https: SERVED, stranger: LEAKED, http: REFUSED }, 100);

    expect(painted(lines)).toEqual([
      'GET https://api.example.com/basket/7  with a token',
      '    198.51.100.10:443   200 from API Gateway; the API got Authorization: Bearer good…',
      'GET https://api.example.com/basket/7  without a token',
      '    198.51.100.10:443   200 from CloudFront: the answer to somebody else, who had sent Bearer good…',
      'GET http://api.example.com/basket/7',
      '    198.51.100.10:80    connection refused (ECONNREFUSED)',
    ]);
  });
});

describe('watchCalls', () => {
  test('tells calls in a row that came to the same as one stretch', async () => {
    const answers = [SERVED, SERVED, { ...SERVED, through: 'CloudFront' as const }];
    const caller: Caller = { get: async () => answers.shift() ?? SERVED };
    let now = 0;

    const watch = watchCalls(caller, () => now);
    for (now = 10_000; answers.length > 0; now += 10_000) await watch.meanwhile.act();

    expect(watch.stretches()).toMatchObject([
      { fromSeconds: 10, toSeconds: 20, calls: 2, answer: { through: 'API Gateway' } },
      { fromSeconds: 30, toSeconds: 30, calls: 1, answer: { through: 'CloudFront' } },
    ]);
  });
});

describe('layOutWatch', () => {
  test('counts the calls that were not served', () => {
    const stretch = { fromSeconds: 0, toSeconds: 20, calls: 3, answer: SERVED };
    const gap = { fromSeconds: 30, toSeconds: 40, calls: 2, answer: { ...SERVED, status: 502 } };

    const text = painted(layOutWatch([stretch, gap], 200)).join('\n');

    expect(text).toContain('5 calls, 2 failed');
    expect(text).toContain('00:00:30 to 00:00:40    2 × 502 from API Gateway');
  });
});
