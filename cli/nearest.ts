/** The known name that shares most letter pairs with a misspelled one, or undefined when none is near. */
export function nearest(misspelled: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, likeness: likeness(misspelled.toLowerCase(), name) }))
    .filter((candidate) => candidate.likeness >= 0.4)
    .sort((a, b) => b.likeness - a.likeness);
  return ranked[0]?.name;
}

/** Sørensen and Dice: twice the shared pairs over all pairs, from 0 to 1. */
function likeness(a: string, b: string): number {
  const left = pairsOf(a);
  const right = pairsOf(b);
  const shared = left.filter((pair) => right.includes(pair)).length;
  return (2 * shared) / (left.length + right.length);
}

/** A space at both ends makes the first and the last letter count, and gives every word a pair. */
function pairsOf(word: string): readonly string[] {
  const spaced = ` ${word} `;
  return Array.from({ length: spaced.length - 1 }, (_, index) => spaced.slice(index, index + 2));
}
