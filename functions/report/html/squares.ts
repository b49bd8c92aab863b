import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { EdgeReport, EdgeResult } from '../fleet-report.ts';
import { countResults } from '../summarize.ts';
import { sayCounts } from './counted.ts';
import { RESULT_WORDS, RESULTS_IN_ORDER } from './marks.ts';
import { shownText } from './shown-text.ts';

const PITCH = 12;
const SIDE = 10;
const SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;

/** For how many edges one square stands, so that `edges` take no more than `most`. */
export function squareSize(edges: number, most: number): number {
  return SIZES.find((size) => edges / size <= most) ?? Math.ceil(edges / most);
}

export interface Drawing {
  readonly each: number;
  readonly columns: number;
  /** Fragments of the rows that squares lead to. */
  readonly links: ReadonlyMap<EdgeReport, string>;
}

/** A square per edge, or per `each` of one result; what is not in sync leads to its row. */
export function drawSquares(edges: readonly EdgeReport[], { each, columns, links }: Drawing): VNode {
  const counts = countResults(edges);
  const squares = RESULTS_IN_ORDER.flatMap((result) => toSquares(edges, { result, each, links }));
  const width = Math.min(squares.length, columns) * PITCH;
  const height = Math.ceil(squares.length / columns) * PITCH;
  const outline = (at: number) =>
    `M${(at % columns) * PITCH + 1} ${Math.floor(at / columns) * PITCH + 1}h${SIDE}v${SIDE}h-${SIDE}z`;
  return html`<svg class="squares" viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="img" aria-label=${sayCounts(counts).join(', ')}>
    ${RESULTS_IN_ORDER.map((result) => drawPlain(squares, result, outline))}
    ${squares.map((square, at) => square.edge && drawLink(square.edge, outline(at), links))}
  </svg>`;
}

interface Square {
  readonly result: EdgeResult;
  /** The edge that it leads to. */
  readonly edge?: EdgeReport;
}

function toSquares(
  edges: readonly EdgeReport[],
  { result, each, links }: Omit<Drawing, 'columns'> & Square,
): readonly Square[] {
  const these = edges.filter((edge) => edge.result === result);
  if (each > 1) return Array.from({ length: Math.ceil(these.length / each) }, () => ({ result }));
  return these.map((edge) => (result !== 'in-sync' && links.has(edge) ? { result, edge } : { result }));
}

/** All squares of a result that lead nowhere, as one shape: a square costs a few bytes. */
function drawPlain(squares: readonly Square[], result: EdgeResult, outline: (at: number) => string): VNode | false {
  const d = squares
    .map((square, at) => (square.result === result && square.edge === undefined ? outline(at) : ''))
    .join('');
  return d !== '' && html`<path class=${`square r-${result}`} d=${d} />`;
}

/** A shortcut for a pointer; the list below is the way for a keyboard. */
function drawLink(edge: EdgeReport, outline: string, links: Drawing['links']): VNode {
  const title = `${shownText(edge.domain, 260)}: ${RESULT_WORDS[edge.result]}`;
  return html`<a href=${`#${links.get(edge)}`} tabindex="-1"><path class=${`square r-${edge.result}`} d=${outline}><title>${title}</title></path></a>`;
}
