/** The known name that a misspelled one most likely meant, or undefined when none is near. */
export function nearestName(misspelled: string, known: readonly string[]): string | undefined {
  const wrong = misspelled.toLowerCase();
  const ranked = known
    .map((name) => ({ name, distance: editDistance(wrong, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
  return ranked[0]?.name;
}

/** Levenshtein's distance, row by row. Texts of very different length are not compared: they may be huge. */
function editDistance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > to.length) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, character] of [...from].entries()) {
    row = nextRow(row, index, character, to);
  }
  return row[to.length] ?? Number.POSITIVE_INFINITY;
}

function nextRow(above: readonly number[], index: number, character: string, to: string): number[] {
  const row = [index + 1];
  for (let column = 1; column <= to.length; column += 1) {
    const substituted = cell(above, column - 1) + (to[column - 1] === character ? 0 : 1);
    row.push(Math.min(substituted, cell(above, column) + 1, cell(row, column - 1) + 1));
  }
  return row;
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
