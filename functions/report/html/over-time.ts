import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { EdgeResult, PastRun } from '../fleet-report.ts';
import { OPEN_RESULTS, openIn, sayCounts } from './counted.ts';
import { countOf, formatCount, formatMoment } from './shown-text.ts';

export const MOST_RUNS_SHOWN = 60;
const WIDTH = 720;
const WIDEST_COLUMN = 36;
const HEIGHT = 120;
/** Below the axis: marks of runs in which not everything could be read. */
const STRIP = 10;

/** How many edges were not in sync, run by run, with the last one on the right. Nothing when there is only one. */
export function renderOverTime(reports: readonly PastRun[]): VNode | false {
  const runs = reports
    .toSorted((a, b) => Date.parse(a.run.finishedAt) - Date.parse(b.run.finishedAt))
    .slice(-MOST_RUNS_SHOWN);
  const [first, ...others] = runs;
  const last = others.at(-1);
  if (first === undefined || last === undefined) return false;
  const highest = Math.max(1, ...runs.map(({ summary }) => openIn(summary.byResult)));
  const column = Math.min(WIDTH / runs.length, WIDEST_COLUMN);
  const width = round(column * runs.length);
  return html`<section class="over-time" aria-labelledby="over-time">
    <h2 id="over-time">Not in sync or not checked, over time</h2>
    <figure>
      <p class="highest">at most ${countOf(highest, 'edge')}</p>
      <svg width=${width} height=${HEIGHT + STRIP} viewBox=${`0 0 ${width} ${HEIGHT + STRIP}`} preserveAspectRatio="none" role="img" aria-label=${`edges not in sync in ${runs.length} runs, from ${openIn(first.summary.byResult)} to ${openIn(last.summary.byResult)}`}>
        ${runs.map((run, at) => drawRun(run, { left: at * column, width: column, highest }))}
        <path class="axis" d=${`M0 ${HEIGHT - 0.5}H${width}`} />
      </svg>
      <figcaption>${formatCount(runs.length)} runs from ${formatMoment(first.run.finishedAt)} to ${formatMoment(last.run.finishedAt)}; the last is on the right.</figcaption>
    </figure>
    ${runs.some(({ summary }) => summary.notChecked > 0) && html`<p class="note">A hatched mark below the line: not everything could be read in that run, so there may have been more.</p>`}
    <details><summary>The numbers</summary>${renderNumbers(runs)}</details>
  </section>`;
}

interface Column {
  readonly left: number;
  readonly width: number;
  readonly highest: number;
}

/** From the ground up: what is worst stands lowest, where columns are easiest to compare. */
function drawRun({ run, summary }: PastRun, { left, width, highest }: Column): VNode {
  const heightOf = (results: readonly EdgeResult[]) =>
    results.reduce((sum, result) => sum + (summary.byResult[result] * (HEIGHT - 2)) / highest, 0);
  const bars = OPEN_RESULTS.filter((result) => summary.byResult[result] > 0).map((result) => {
    const height = heightOf([result]);
    const top = HEIGHT - heightOf(OPEN_RESULTS.slice(0, OPEN_RESULTS.indexOf(result))) - height;
    return html`<rect class=${`square r-${result}`} x=${round(left + width * 0.12)} y=${round(top)} width=${round(width * 0.76)} height=${round(height)} />`;
  });
  const unread = html`<rect class="square r-not-checked" x=${round(left + width * 0.12)} y=${HEIGHT + 3} width=${round(width * 0.76)} height=${STRIP - 4} />`;
  return html`<g><title>${`${formatMoment(run.finishedAt)}: ${wordsOf(summary)}`}</title>${bars}${summary.notChecked > 0 && unread}</g>`;
}

function wordsOf({ byResult, notChecked }: PastRun['summary']): string {
  const words = sayCounts(byResult, OPEN_RESULTS);
  return [...(words.length === 0 ? ['none'] : words), ...(notChecked > 0 ? ['not everything could be read'] : [])].join(
    ', ',
  );
}

function renderNumbers(runs: readonly PastRun[]): VNode {
  return html`<table class="numbers">
    <thead><tr><th scope="col">Run</th><th scope="col" class="number">Edges</th><th scope="col" class="number">Not in sync</th><th scope="col">Of these</th></tr></thead>
    <tbody>${runs
      .toReversed()
      .map(
        (report) =>
          html`<tr><th scope="row"><time datetime=${report.run.finishedAt}>${formatMoment(report.run.finishedAt)}</time></th><td class="number">${formatCount(report.summary.edges)}</td><td class="number">${formatCount(openIn(report.summary.byResult))}</td><td>${wordsOf(report.summary)}</td></tr>`,
      )}</tbody>
  </table>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
