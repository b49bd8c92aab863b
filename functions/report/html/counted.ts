import { type EdgeResult, IN_SYNC } from '../fleet-report.ts';
import { RESULT_WORDS, RESULTS_IN_ORDER } from './marks.ts';
import { formatCount } from './shown-text.ts';

export type Counts = Readonly<Partial<Record<EdgeResult, number>>>;

/** After which something is left to do, worst first. */
export const OPEN_RESULTS = RESULTS_IN_ORDER.filter((result) => !IN_SYNC.includes(result));

export function openIn(counts: Counts): number {
  return OPEN_RESULTS.reduce((sum, result) => sum + (counts[result] ?? 0), 0);
}

/** `3 drift, 47 in sync`: those of `results` of which there is one, worst first. */
export function sayCounts(counts: Counts, results: readonly EdgeResult[] = RESULTS_IN_ORDER): readonly string[] {
  return results.flatMap((result) => {
    const count = counts[result] ?? 0;
    return count === 0 ? [] : [`${formatCount(count)} ${RESULT_WORDS[result]}`];
  });
}
