import {
  countOf,
  formatCount,
  formatMoment,
  formatSpan,
  shownText,
} from '../../../../functions/report/html/shown-text.ts';

describe('a text of unknown origin', () => {
  test.each<[string, string, string]>([
    ['stays as it is', 'api.example.com', 'api.example.com'],
    ['stays on one line', 'a\r\n\tb', 'a b'],
    ['has its controls spelled out', 'a\u001b[31m\u202eb', 'a\\u{1b}[31m\\u{202e}b'],
    ['is cut where it is too long', 'x'.repeat(1234), `${'x'.repeat(300)}… (1,234 characters)`],
  ])('%s', (_, text, shown) => {
    expect(shownText(text)).toBe(shown);
  });
});

describe('numbers and times', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1234567, '1,234,567'],
  ])('%d is written %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  test('one thing is not many', () => {
    expect([countOf(1, 'edge'), countOf(0, 'edge'), countOf(2000, 'edge')]).toEqual([
      '1 edge',
      '0 edges',
      '2,000 edges',
    ]);
  });

  test('a moment is written in UTC', () => {
    expect(formatMoment('2026-01-02T03:04:05.678Z')).toBe('2 Jan 2026, 03:04 UTC');
  });

  test.each([
    ['2026-11-20T06:00:00Z', '0 seconds'],
    ['2026-11-20T06:01:00Z', '1 minute'],
    ['2026-11-20T08:59:59Z', '2 hours'],
    ['2026-12-20T06:00:00Z', '30 days'],
    ['2026-11-19T06:00:00Z', '0 seconds'],
  ])('the span to %s is %s', (to, text) => {
    expect(formatSpan('2026-11-20T06:00:00Z', to)).toBe(text);
  });
});
