/**
 * How results look: a colour, a shape and a word each, so that none of them is told by colour alone. The shapes are drawn once per page and
 * referred to.
 */
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { EdgeResult } from '../fleet-report.ts';

/** Worst first: the order of everything on the page. */
export const RESULTS_IN_ORDER: readonly EdgeResult[] = [
  'failed',
  'not-checked',
  'refused',
  'drift',
  'waiting',
  'fixed',
  'in-sync',
];

export const RESULT_WORDS: Readonly<Record<EdgeResult, string>> = {
  failed: 'failed',
  'not-checked': 'not checked',
  refused: 'refused',
  drift: 'drift',
  waiting: 'waiting',
  fixed: 'fixed',
  'in-sync': 'in sync',
};

/** Drawn in strokes on 16 × 16. */
const SHAPES: Readonly<Record<EdgeResult | 'present' | 'missing', string>> = {
  failed: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  'not-checked': 'M5.6 6a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1 .8-1 1.5v.3M8 12.4v.2',
  refused: 'M4 8h8',
  drift: 'M3.5 6h9M3.5 10h9M10 3.5l-4 9',
  waiting: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11M8 5.2v3l2 1.3',
  fixed: 'M2.5 8.6l2.6 2.6 4.9-6M9 11l.4.4 4.3-5.4',
  'in-sync': 'M3.8 8.4l2.9 2.9 5.5-6.6',
  present: 'M8 8h.01',
  missing: 'M5 8h1.5M9.5 8H11',
};

/** The definitions that `mark` and the pictures refer to. */
export function renderDefinitions(): VNode {
  const symbols = Object.entries(SHAPES).map(
    ([name, d]) => html`<symbol id=${`m-${name}`} viewBox="0 0 16 16"><path class="shape" d=${d} /></symbol>`,
  );
  return html`<svg class="definitions" width="0" height="0" aria-hidden="true">
    <defs>
      <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-ground" width="5" height="5" /><rect class="hatch-line" width="2.2" height="5" />
      </pattern>
      ${symbols}
    </defs>
  </svg>`;
}

export function mark(name: keyof typeof SHAPES): VNode {
  return html`<svg class=${`mark r-${name}`} width="16" height="16" aria-hidden="true"><use href=${`#m-${name}`} /></svg>`;
}

export function badge(result: EdgeResult): VNode {
  return html`<span class=${`badge r-${result}`}>${mark(result)}${RESULT_WORDS[result]}</span>`;
}
