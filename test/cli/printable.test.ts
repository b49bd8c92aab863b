import { printable, printableValue } from '../../cli/printable.ts';

describe('printable', () => {
  test.each([
    ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a one-byte control sequence introducer', '\u009b2J', '\\u{9b}2J'],
    ['a backspace', 'good\bbad', 'good\\u{8}bad'],
    ['a change of direction', 'a\u202eb', 'a\\u{202e}b'],
    ['an invisible character', 'a\u200bb', 'a\\u{200b}b'],
    ['line breaks and tabs', 'one\r\n\ttwo', 'one two'],
    ['letters of any language', 'größe 名前', 'größe 名前'],
  ])('shows %s', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('reaches every text of a value, keys included', () => {
    const value = { 'a\u0007': ['b\u0007', { c: 'd\u0007' }], count: 1, none: undefined };

    expect(printableValue(value)).toEqual({ 'a\\u{7}': ['b\\u{7}', { c: 'd\\u{7}' }], count: 1, none: undefined });
  });
});
