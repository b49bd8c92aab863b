import { shownValue } from '../../../functions/doors/shown-value.ts';

describe('shownValue', () => {
  test.each([
    ['text', '"text"'],
    ['two\nlines', '"two\\nlines"'],
    [14, '14'],
    [false, 'false'],
    [undefined, 'nothing'],
    [null, 'nothing'],
    [['a'], 'a list'],
    [{ a: 1 }, 'an object'],
  ])('shows %j as %s', (value, shown) => {
    expect(shownValue(value)).toBe(shown);
  });

  test('cuts a long text', () => {
    expect(shownValue('x'.repeat(100_000))).toBe(`"${'x'.repeat(80)}"…`);
  });
});
