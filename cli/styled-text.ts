import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** A piece of text and how it should look where colours are shown. */
export type Span = string | { readonly text: string; readonly style: Style };
export type Line = readonly Span[];

export const BLANK: Line = [];

export function styled(style: Style, text: string): Span {
  return { text, style };
}

export function paintLine(line: Line, colours: 'on' | 'off'): string {
  return line
    .map((span) => {
      if (typeof span === 'string') return span;
      return colours === 'on' ? styleText(span.style, span.text, { validateStream: false }) : span.text;
    })
    .join('')
    .trimEnd();
}

interface Word {
  readonly text: string;
  readonly style: Style | undefined;
  /** Spaces before it. */
  readonly space: string;
}

/** Breaks a line between words so that it fits `width`; the lines that follow are indented by `indent`. A word that is too long stays whole. */
export function wrapLine(line: Line, width: number, indent: number): readonly Line[] {
  const lines: Line[] = [[]];
  let used = 0;
  for (const { text, style, space } of wordsOf(line)) {
    const isBreak = used > indent && used + space.length + text.length > width;
    if (isBreak) lines.push([' '.repeat(indent)]);
    const shown = isBreak ? text : `${space}${text}`;
    used = (isBreak ? indent : used) + shown.length;
    lines.push(appendSpan(lines.pop() ?? [], style === undefined ? shown : { text: shown, style }));
  }
  return lines;
}

/** Neighbours that look the same become one span, so that a terminal is not told the same style for every word. */
function appendSpan(line: Line, span: Span): Line {
  const last = line.at(-1);
  if (typeof last === 'object' && typeof span === 'object' && last.style === span.style) {
    return [...line.slice(0, -1), { ...last, text: `${last.text}${span.text}` }];
  }
  return [...line, span];
}

/** Spaces at the end of a span stand before the first word of the next. */
function wordsOf(line: Line): readonly Word[] {
  let pending = '';
  return line.flatMap((span) => {
    const { text, style } = typeof span === 'string' ? { text: span, style: undefined } : span;
    const words = [...text.matchAll(/( *)([^ ]+)/g)].map(([, space = '', word = '']) => ({ text: word, style, space }));
    const trailing = / *$/.exec(text)?.[0] ?? '';
    const [first, ...others] = words;
    if (first === undefined) {
      pending += trailing;
      return [];
    }
    const joined = [{ ...first, space: pending + first.space }, ...others];
    pending = trailing;
    return joined;
  });
}
