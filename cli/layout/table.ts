import { type Line, type Span, styled, wrapLine } from '../styled-text.ts';

/** Columns as wide as their widest cell, two spaces apart; the header is dim, and a last cell that is too long is wrapped. */
export function layOutTable(
  header: readonly string[],
  rows: readonly (readonly Span[])[],
  width: number,
): readonly Line[] {
  const all = [header.map((title) => styled('dim', title)), ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((cells) => textOf(cells[column]).length)));
  const lastColumn = widths.slice(0, -1).reduce((sum, each) => sum + each + 2, 0);
  return all.flatMap((cells) => {
    const line = cells.flatMap((cell, column) => padded(cell, widths[column] ?? 0));
    return wrapLine(line, width, lastColumn);
  });
}

function padded(cell: Span, width: number): readonly Span[] {
  return [cell, ' '.repeat(width - textOf(cell).length + 2)];
}

function textOf(cell: Span | undefined): string {
  return typeof cell === 'string' ? cell : (cell?.text ?? '');
}
