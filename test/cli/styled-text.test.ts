import { type Line, paintLine, styled, wrapLine } from '../../cli/styled-text.ts';

function wrap(line: Line, width: number, indent: number): readonly string[] {
  return wrapLine(line, width, indent).map((part) => paintLine(part, 'off'));
}

describe('wrapLine', () => {
  test('breaks between words and indents what follows', () => {
    expect(wrap(['one two three four'], 9, 2)).toEqual(['one two', '  three', '  four']);
  });

  test('keeps the spaces between differently styled words', () => {
    expect(wrap(['before  ', styled('red', 'a'), ' → ', styled('green', 'b')], 40, 2)).toEqual(['before  a → b']);
  });

  test('leaves a word that is too long whole', () => {
    expect(wrap(['one arn:aws:acm:us-east-1 b'], 10, 2)).toEqual(['one', '  arn:aws:acm:us-east-1', '  b']);
  });

  test('counts what is seen, not what styles it', () => {
    const line = [styled('red', 'four'), ' ', styled('green', 'five')];

    expect(wrap(line, 9, 0)).toEqual(['four five']);
    expect(paintLine(wrapLine(line, 9, 0)[0] ?? [], 'on')).toContain('\u001b[31mfour');
  });
});
