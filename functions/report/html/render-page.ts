/**
 * A report as one HTML page that needs nothing else: no server, no network, no script. Everything in it that was read from an account is text,
 * escaped by the library; the policy in its head lets nothing run or load but the one style and the one script that are named by their hashes.
 */
import { createHash } from 'node:crypto';
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { FleetReport, PastRun } from '../fleet-report.ts';
import { renderCleanedUp } from './cleaned-up.ts';
import { sayCounts } from './counted.ts';
import { renderEdge } from './edge-row.ts';
import { renderFilter } from './filter-form.ts';
import { renderFleet } from './fleet-map.ts';
import { type EdgeListing, listEdges, shortened } from './listed-edges.ts';
import { RESULTS_IN_ORDER, renderDefinitions } from './marks.ts';
import { renderOverTime } from './over-time.ts';
import { renderHeader } from './page-header.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { renderRules } from './rule-list.ts';
import { countOf, shownText } from './shown-text.ts';
import { verdictSentence } from './verdict-sentence.ts';
import { renderWarnings } from './warnings.ts';

/** Characters that all rows together may take. */
const MOST_ROWS_TEXT = 4_000_000;
/** As few rows as this are shown open. */
const MOST_OPEN = 3;

const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(PAGE_STYLE)}'`,
  `script-src '${hashOf(PAGE_SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page of `report`; `earlier` runs are drawn as its history. The same reports give the same page. */
export function renderPage(report: FleetReport, earlier: readonly PastRun[] = []): string {
  const rows = renderRows(report);
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content=${POLICY} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="robots" content="noindex" />
      <title>${verdictSentence(report)} – secure-api-edge</title>
      <style dangerouslySetInnerHTML=${{ __html: PAGE_STYLE }}></style>
    </head>
    <body>
      ${renderDefinitions()}
      <a class="skip" href="#edges">Skip to the edges</a>
      ${renderHeader(report)}
      <main>
        ${renderWarnings(report)}
        ${renderFleet(report, rows.listing.listed)}
        ${renderOverTime([...earlier, report])}
        ${renderEdges(rows)}
        ${renderCleanedUp(report)}
        ${renderRules(rows.listing.listed)}
      </main>
      <footer><p>secure-api-edge ${shownText(report.run.toolVersion, 40)}, report version ${report.version}, run <bdi class="name">${shownText(report.run.id, 80)}</bdi>. This page loads nothing and sends nothing.</p></footer>
      <script dangerouslySetInnerHTML=${{ __html: PAGE_SCRIPT }}></script>
    </body>
  </html>`;
  return `<!doctype html>\n${renderToString(page)}\n`;
}

interface Rows {
  readonly listing: EdgeListing;
  readonly markup: string;
}

/** As many rows as fit, worst first. */
function renderRows(report: FleetReport): Rows {
  const listing = listEdges(report);
  const open = report.summary.edges - report.summary.byResult['in-sync'];
  const rendered: string[] = [];
  let length = 0;
  for (const listed of listing.listed) {
    const state = open <= MOST_OPEN && listed.edge.result !== 'in-sync' ? 'open' : 'closed';
    const row = renderToString(renderEdge(listed, report.run.finishedAt, state));
    length += row.length;
    if (length > MOST_ROWS_TEXT) break;
    rendered.push(row);
  }
  return { listing: shortened(listing, rendered.length), markup: rendered.join('') };
}

function renderEdges({ listing: { listed, left }, markup }: Rows): VNode {
  return html`<section class="edges" aria-labelledby="edges">
    <h2 id="edges" tabindex="-1">Edges</h2>
    ${listed.length > 1 && renderFilter(listed)}
    ${listed.length > 0 && html`<ol class="list" id="list" dangerouslySetInnerHTML=${{ __html: markup }}></ol>`}
    ${renderLeft(left)}
  </section>`;
}

function renderLeft(left: EdgeListing['left']): VNode | false {
  const count = RESULTS_IN_ORDER.reduce((sum, result) => sum + (left[result] ?? 0), 0);
  return (
    count > 0 &&
    html`<p class="left">${countOf(count, 'more edge')} not listed here: ${sayCounts(left).join(', ')}. The JSON report has ${count === 1 ? 'it' : 'them'}.</p>`
  );
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
