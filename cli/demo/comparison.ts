import { type Line, type Span, styled, wrapLine } from '../styled-text.ts';
import type { ReadBack } from './read-back.ts';

const ROWS = [
  ['DNS', 'dns'],
  ['distribution', 'distribution'],
  ['viewers', 'viewers'],
  ['caching', 'caching'],
  ['to the API', 'toTheApi'],
] as const satisfies readonly (readonly [string, keyof ReadBack])[];

const COLUMN = Math.max(...ROWS.map(([title]) => title.length));

/** Each name with what it had and what it has now; what stayed the same is said once. */
export function layOutComparison(
  before: readonly ReadBack[],
  after: readonly ReadBack[],
  width: number,
): readonly Line[] {
  return after.flatMap((now) => {
    const was = before.find(({ domainName }) => domainName === now.domainName);
    const rows = ROWS.flatMap(([title, key]) => {
      const lead = `  ${title.padEnd(COLUMN)}  `;
      return wrapLine([lead, ...spansOf(was?.[key], now[key])], width, lead.length);
    });
    return [[styled('bold', now.domainName)], ...rows];
  });
}

function spansOf(was: string | undefined, now: string): readonly Span[] {
  return was === undefined || was === now ? [now] : [styled('red', was), ' → ', styled('green', now)];
}
