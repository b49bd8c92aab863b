import { distance } from 'fastest-levenshtein';

/** A text that is much longer than every known name is none of them misspelled, and may be huge. */
const LONGEST = 100;

/** The known name that a misspelled one most likely meant, or undefined when none is near. */
export function nearestName(misspelled: string, known: readonly string[]): string | undefined {
  if (misspelled.length > LONGEST) return undefined;
  const wrong = misspelled.toLowerCase();
  const ranked = known
    .map((name) => ({ name, edits: distance(wrong, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= mostEdits(name))
    .sort((a, b) => a.edits - b.edits || a.name.localeCompare(b.name));
  return ranked[0]?.name;
}

/** Two letters swapped are two edits; more than a third of a long name is another name, and more than half of a short one. */
function mostEdits(name: string): number {
  return Math.min(Math.max(2, Math.floor(name.length / 3)), Math.floor(name.length / 2));
}
