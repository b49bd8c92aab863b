/**
 * The fleet as a picture: all of it, then account by account and Region by Region, worst first. A square is an edge. Where there are many, a
 * square stands for several of one result, rounded up, so that a single edge that is not in order never vanishes among thousands that are.
 */
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { AccountReport, EdgeReport, EdgeResult, FleetReport, Summary } from '../fleet-report.ts';
import { countResults } from '../summarize.ts';
import { renderAccountName } from './account-name.ts';
import { type Counts, OPEN_RESULTS, openIn, sayCounts } from './counted.ts';
import type { ListedEdge } from './listed-edges.ts';
import { badge, RESULTS_IN_ORDER } from './marks.ts';
import { countOf, formatCount } from './shown-text.ts';
import { drawSquares, squareSize } from './squares.ts';

/** Drawn; the others are counted, as many as are named at all. */
const MOST_ACCOUNTS = 12;
const MOST_NAMED_ACCOUNTS = 1000;
const MOST_REGIONS = 8;
const FLEET_COLUMNS = 60;
const MOST_FLEET_SQUARES = 600;
const ACCOUNT_COLUMNS = 44;
const MOST_ACCOUNT_SQUARES = 176;

interface AccountRow {
  readonly account: AccountReport;
  readonly counts: Readonly<Record<EdgeResult, number>>;
}

export function renderFleet({ accounts, summary }: FleetReport, listed: readonly ListedEdge[]): VNode {
  const links = new Map(listed.map(({ edge, id }) => [edge, id]));
  const rows = accounts.map((account) => ({ account, counts: countResults(account.edges) })).toSorted(worstFirst);
  const largest = Math.max(1, ...accounts.map(({ edges }) => edges.length));
  const each = squareSize(largest, MOST_ACCOUNT_SQUARES);
  return html`<section class="fleet" aria-labelledby="fleet">
    <h2 id="fleet">The fleet at a glance</h2>
    ${renderCounts(summary)}
    ${accounts.length > 1 && summary.edges > 0 && renderWhole(accounts, summary)}
    <table class="map" role="table">
      <caption>By account and Region. ${saySquare(each)}${summary.byResult['not-checked'] > 0 && ' What was not checked counts as not in sync.'}</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Account</th><th role="columnheader" scope="col">Edges</th><th role="columnheader" scope="col" class="number">Not in sync</th></tr></thead>
      <tbody role="rowgroup">
        ${rows.slice(0, MOST_ACCOUNTS).map((row) => renderAccount(row, each, links))}
        ${rows.length > MOST_ACCOUNTS && renderOthers(rows.slice(MOST_ACCOUNTS))}
      </tbody>
    </table>
    ${rows.length > MOST_ACCOUNTS && renderNamed(rows.slice(MOST_ACCOUNTS))}
  </section>`;
}

/** Accounts that are not drawn, by their numbers. */
function renderNamed(rows: readonly AccountRow[]): VNode {
  const unnamed = rows.length - MOST_NAMED_ACCOUNTS;
  return html`<details>
    <summary>The ${countOf(rows.length, 'other account')} by account and Region</summary>
    <table class="numbers">
      <thead><tr><th scope="col">Account</th><th scope="col">Edges by Region</th><th scope="col" class="number">Not in sync</th></tr></thead>
      <tbody>${rows.slice(0, MOST_NAMED_ACCOUNTS).map(({ account, counts }) => html`<tr><th scope="row">${renderAccountName(account)}</th><td>${regionsOf(account).map(([region, edges]) => html`<div>${region}: ${sayCounts(countResults(edges)).join(', ')}</div>`)}</td><td class="number">${renderOpen(account.edges.length, counts, account.notChecked.length > 0)}</td></tr>`)}</tbody>
    </table>
    ${unnamed > 0 && html`<p>and ${countOf(unnamed, 'more account')}; the JSON report has all.</p>`}
  </details>`;
}

/** In the order of their names. */
function regionsOf({ edges }: AccountReport): readonly (readonly [string, readonly EdgeReport[]])[] {
  const names = [...new Set(edges.map(({ region = '' }) => region))].sort();
  return names.map((name) => [name === '' ? 'not known' : name, edges.filter(({ region = '' }) => region === name)]);
}

function renderCounts({ byResult }: Summary): VNode {
  return html`<ul class="counts">
    ${RESULTS_IN_ORDER.map(
      (result) => html`<li class=${byResult[result] === 0 ? 'none' : ''}>
        <span class="count">${formatCount(byResult[result])}</span>${badge(result)}
      </li>`,
    )}
  </ul>`;
}

function renderWhole(accounts: readonly AccountReport[], { edges }: Summary): VNode {
  const each = squareSize(edges, MOST_FLEET_SQUARES);
  const all = accounts.flatMap((account) => account.edges);
  return html`<figure class="whole">
    <figcaption>All of ${formatCount(accounts.length)} accounts. ${saySquare(each)}</figcaption>
    ${drawSquares(all, { each, columns: FLEET_COLUMNS, links: new Map() })}
  </figure>`;
}

function saySquare(each: number): string {
  return each === 1 ? 'One square is one edge.' : `One square is up to ${each} edges of one result.`;
}

/** The account with most of what is worst comes first; one that nobody could look at, before all. */
function worstFirst(a: AccountRow, b: AccountRow): number {
  const unseen = ({ account }: AccountRow) => Number(account.edges.length === 0 && account.notChecked.length > 0);
  const differing = OPEN_RESULTS.find((result) => a.counts[result] !== b.counts[result]);
  if (unseen(a) !== unseen(b)) return unseen(b) - unseen(a);
  if (differing !== undefined) return b.counts[differing] - a.counts[differing];
  return b.account.notChecked.length - a.account.notChecked.length || b.account.edges.length - a.account.edges.length;
}

function renderAccount({ account, counts }: AccountRow, each: number, links: ReadonlyMap<EdgeReport, string>): VNode {
  const regions = regionsOf(account);
  const columns = ACCOUNT_COLUMNS;
  return html`<tr role="row">
    <th role="rowheader" scope="row">${renderAccountName(account)}</th>
    <td role="cell">
      ${regions
        .slice(0, MOST_REGIONS)
        .map(
          ([region, edges]) =>
            html`<div class="in-region"><span class="region">${region}</span>${drawSquares(edges, { each, columns, links })}</div>`,
        )}
      ${regions.length > MOST_REGIONS && html`<p class="note">and ${countOf(regions.length - MOST_REGIONS, 'more Region')}</p>`}
      ${account.notChecked.length > 0 && renderUnread(account)}
    </td>
    <td role="cell" class="number">${renderOpen(account.edges.length, counts, account.notChecked.length > 0)}</td>
  </tr>`;
}

function renderOpen(edges: number, counts: Counts, isUnread: boolean): VNode {
  if (edges === 0) return html`${isUnread ? 'not known' : 'no edges'}`;
  return html`<strong>${formatCount(openIn(counts))}</strong> of ${formatCount(edges)}`;
}

function renderUnread({ edges }: AccountReport): VNode {
  const words = edges.length === 0 ? 'could not be looked at' : 'something could not be read';
  return html`<div class="in-region">
    <span class="region">not checked</span>
    <span class="unread-part"><svg width="34" height="12" viewBox="0 0 34 12" aria-hidden="true"><rect class="square r-not-checked" x="1" y="1" width="32" height="10" /></svg> ${words}</span>
  </div>`;
}

function renderOthers(rows: readonly AccountRow[]): VNode {
  const edges = rows.flatMap(({ account }) => account.edges);
  const counts = countResults(edges);
  const unread = rows.filter(({ account }) => account.notChecked.length > 0).length;
  return html`<tr class="others" role="row">
    <th role="rowheader" scope="row">and ${countOf(rows.length, 'more account')}</th>
    <td role="cell">${sayCounts(counts).join(', ')}${unread > 0 && `; ${countOf(unread, 'account')} of them not completely read`}</td>
    <td role="cell" class="number">${renderOpen(edges.length, counts, unread > 0)}</td>
  </tr>`;
}
