import { type Line, type Span, styled } from '../styled-text.ts';

/** Columns as wide as their widest cell, two spaces apart; the header is dim. */
export function layOutTable(
  header: readonly string[],
  rows: readonly (readonly Span[])[],
  indent: number,
): readonly Line[] {
  const all = [header.map((title) => styled('dim', title)), ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((cells) => textOf(cells[column]).length)));
  return all.map((cells) => [' '.repeat(indent), ...cells.flatMap((cell, column) => padded(cell, widths[column] ?? 0))]);
}

function padded(cell: Span, width: number): readonly Span[] {
  return [cell, ' '.repeat(width - textOf(cell).length + 2)];
}

function textOf(cell: Span | undefined): string {
  return typeof cell === 'string' ? cell : (cell?.text ?? '');
}
