import { escapeControls } from '../../../functions/drift-remediator/escape-controls.ts';

describe('escapeControls', () => {
  test.each([
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a next-line control', 'a\u0085b', 'a\\u{85}b'],
    ['text turned around', 'a\u202eb', 'a\\u{202e}b'],
  ])('writes out %s', (_, text, escaped) => {
    expect(escapeControls('', text)).toBe(escaped);
  });

  test.each(['a\nb', 'grüße, 日本', 7, undefined, null])('leaves %j to JSON', (value) => {
    expect(escapeControls('', value)).toBe(value);
  });
});
