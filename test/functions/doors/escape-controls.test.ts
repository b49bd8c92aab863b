import { escapeControls, escapeControlsInJson } from '../../../functions/doors/escape-controls.ts';

const BEYOND_JSON: readonly (readonly [string, string, string])[] = [
  ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
  ['a next-line control', 'a\u0085b', 'a\\u{85}b'],
  ['text turned around', 'a\u202eb', 'a\\u{202e}b'],
];

describe('escapeControls', () => {
  test.each<readonly [string, string, string]>([
    ...BEYOND_JSON,
    ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
  ])('writes out %s', (_, text, escaped) => {
    expect(escapeControls(text)).toBe(escaped);
  });

  test('leaves letters of any language', () => {
    expect(escapeControls('grüße, 日本')).toBe('grüße, 日本');
  });
});

describe('escapeControlsInJson', () => {
  test.each(BEYOND_JSON)('writes out %s', (_, text, escaped) => {
    expect(escapeControlsInJson('', text)).toBe(escaped);
  });

  test.each(['a\nb', 'grüße, 日本', 7, undefined, null])('leaves %j to JSON', (value) => {
    expect(escapeControlsInJson('', value)).toBe(value);
  });
});
